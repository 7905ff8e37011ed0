
namespace SocialCommerce.TestSupport.Host;

/// <summary>A sandbox shop in pounds, and what tests do in it again and again.</summary>
public sealed class TestShop(Uri url, string key, string shopId, Staff? staff = null) : Client(url, key)
{

    /// <summary>Prefix of problem codes is not needed here; ids of the shop are.</summary>
    public string ShopId => shopId;

    /// <summary>The key's shop as the database numbers it.</summary>
    public string ShopKey => Key.Split('_')[2];

    /// <summary>The key of the shop's backend.</summary>
    public string BackendKey => staff?.Backend ?? Key;

    /// <summary>The person without the backend: what the person may not do is refused.</summary>
    public TestShop Alone() => new(Url, Key, shopId);

    /// <summary>The same shop through another instance.</summary>
    public TestShop Through(Uri other) => new(other, Key, shopId, staff);

    /// <summary>A person stands for all of a shop: what is the backend's to report goes with its key.</summary>
    public override string KeyFor(string method, string path) =>
        staff?.LeavesToBackend(method, path.Split('?')[0]) == true ? staff.Backend : Key;

    /// <summary>The day of December 2010 at eight o'clock.</summary>
    public static DateTimeOffset Day(int day, int hour = 8) =>
        new DateTimeOffset(2010, 12, 1, hour, 0, 0, TimeSpan.Zero).AddDays(day - 1);

    /// <summary>An amount in pence.</summary>
    public static object Pence(long amount) => new { amount, currency = "GBP" };

    /// <summary>The plan of the main job: two depths, three tiers, 14 days of hold, 10.00 at least.</summary>
    public async Task<TestShop> WithMainJobPlan()
    {
        (await Put("/v1/partner-tiers", new
        {
            tiers = new object[]
            {
                new { tierId = "T1", name = "One", conditions = new { all = new object[] { Own(20_000), Buyers(1) } } },
                new
                {
                    tierId = "T2",
                    name = "Two",
                    conditions = new { all = new object[] { Buyers(3), Team(300_000) } },
                },
                new
                {
                    tierId = "T3",
                    name = "Three",
                    conditions = new { all = new object[] { Buyers(8), Team(1_500_000) } },
                },
            },
        })).Must(200);
        await Publish(new
        {
            payDepth = 2,
            holdDays = 14,
            minimumPayout = 1_000,
            rules = new object[]
            {
                new
                {
                    ruleId = "level", kind = "level",
                    rates = new object[]
                    {
                        Rate(1, "T1", 1_000), Rate(1, "T2", 1_200), Rate(1, "T3", 1_500),
                        Rate(2, "T1", 300), Rate(2, "T2", 500), Rate(2, "T3", 800),
                    },
                },
            },
        });
        return this;
    }

    /// <summary>Drafts a plan and publishes it, whatever the guard flags; flags need the key of a person.</summary>
    public async Task<string> Publish(object content, DateTimeOffset? effectiveFrom = null)
    {
        var draft = (await Post("/v1/plans", new { content })).Must(201).Text("planId");
        var flags = (await Get($"/v1/plans/{draft}/validation")).Must(200).Json.GetProperty("findings").EnumerateArray()
            .Where(finding => finding.GetProperty("severity").GetString() == "flag")
            .Select(flag => new
            {
                ruleId = flag.GetProperty("ruleId").GetString(),
                path = flag.GetProperty("path").GetString(),
            });
        var body = new { effectiveFrom, acknowledgements = flags.ToArray() };
        (await Post($"/v1/plans/{draft}/publish", body)).Must(200);
        return draft;
    }

    /// <summary>Binds a person.</summary>
    public async Task Bind(string customerId, string referrerId) =>
        (await Post("/v1/referrals", new { customerId, referrerId })).Must(201);

    /// <summary>An order of one line per amount, received when it was paid.</summary>
    public static object OrderOf(string orderId, string customerId, DateTimeOffset paidAt, params long[] lines) => new
    {
        orderId,
        customerId,
        paidAt,
        completedAt = paidAt,
        lines = lines.Select((amount, i) => new
        {
            lineId = $"{i + 1}",
            productId = $"p{i + 1}",
            quantity = 1,
            unitPrice = Pence(amount),
        }).ToArray(),
    };

    /// <summary>Reports an order of one line per amount.</summary>
    public async Task<Answer> Order(string orderId, string customerId, DateTimeOffset paidAt, params long[] lines) =>
        await Post("/v1/orders", OrderOf(orderId, customerId, paidAt, lines));

    /// <summary>Makes somebody a partner of T1: an own order of 200.00 and a friend who buys for one penny.</summary>
    public async Task MakePartner(string customerId, DateTimeOffset at)
    {
        (await Order($"own-{customerId}", customerId, at, 20_000)).Must(201);
        await Bind($"friend-of-{customerId}", customerId);
        var promoted = (await Order($"first-{customerId}", $"friend-of-{customerId}", at, 1)).Must(201);
        if (!promoted.Body.Contains("\"to\":\"T1\"", StringComparison.Ordinal))
            throw new InvalidOperationException($"Not promoted: {promoted.Body}");
    }

    /// <summary>Moves the clock.</summary>
    public async Task SetClock(DateTimeOffset now) => (await Put("/v1/shop/clock", new { now })).Must(200);

    /// <summary>Whether the shop's books agree; else the names of the checks that fail.</summary>
    public async Task<IReadOnlyList<string>> FailedChecks() =>
        [.. (await Get("/v1/integrity")).Must(200).Json.GetProperty("checks").EnumerateArray()
            .Where(check => !check.GetProperty("ok").GetBoolean())
            .Select(check => check.GetProperty("name").GetString()!)];

    private static object Rate(int depth, string tier, int bps) => new { depth, tier, bps };

    private static object Own(long atLeast) => new { metric = "ownNetSpend", atLeast };

    private static object Buyers(long atLeast) => new { metric = "directBuyers", atLeast };

    private static object Team(long atLeast) => new { metric = "teamNetSales", atLeast };
}

/// <summary>The person behind a key, and the key of the backend that the person works beside.</summary>
/// <param name="Backend">The backend's key.</param>
/// <param name="Roles">What the person does.</param>
public sealed record Staff(string Backend, IReadOnlyList<string> Roles)
{
    /// <summary>Whether a request is one that a backend may send and this person may not.</summary>
    public bool LeavesToBackend(string method, string path) => Route.All.Any(route =>
        route.Allowed is { Backends: true } allowed && !Roles.Any(allowed.Allows) && route.Is(method, path));
}
