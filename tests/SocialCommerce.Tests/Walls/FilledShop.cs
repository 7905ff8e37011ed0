using SocialCommerce.Kernel.Operators;
using SocialCommerce.Tests.Flows;
using SocialCommerce.Tests.Host;
using static SocialCommerce.Tests.Host.TestShop;

namespace SocialCommerce.Tests.Walls;

/// <summary>A shop in which there is one of everything, and the ids under which it is found.</summary>
/// <param name="Shop">The shop.</param>
/// <param name="Ids">By the name of the route's parameter.</param>
public sealed record FilledShop(TestShop Shop, IReadOnlyDictionary<string, string> Ids)
{
    /// <summary>In every text id of the shop, so that a leak is seen.</summary>
    public const string Mark = "zeta";

    private static readonly DateTimeOffset PeriodEnd = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly object Draft = new
    {
        payDepth = 1,
        rules = new[]
        {
            new { ruleId = Mark, kind = "level", rates = new[] { new { depth = 1, tier = "T1", bps = 500 } } },
        },
    };

    private static readonly object Tasks = new
    {
        payDepth = 1,
        rules = new object[]
        {
            new
            {
                ruleId = Mark,
                kind = "level",
                rates = new[] { new { depth = 1, tier = "T1", bps = 500 } },
                budget = 100_000,
            },
            new { ruleId = $"{Mark}-task", kind = "project" },
            new { ruleId = $"{Mark}-pool", kind = "dividend", poolBps = 100, tier = "T1" },
        },
    };

    /// <summary>Fills a new shop through the API.</summary>
    public static Task<FilledShop> In(TestApi api) => In(api.Platform);

    /// <summary>Fills a new shop through an instance of the API.</summary>
    public static async Task<FilledShop> In(Platform api)
    {
        var shop = await (await api.Operator(await api.NewShop(), $"{Mark}-somebody", [.. Roles.Known]))
            .WithMainJobPlan();
        var (partner, buyer) = ($"{Mark}-partner", $"{Mark}-buyer");
        (await shop.Put("/v1/shop/issuer", new { legalName = $"{Mark} Ltd." })).Must(200);
        (await shop.Put($"/v1/operators/{Mark}-operator", new { name = Mark, roles = Roles.Known })).Must(200);
        var touchpoint = (await shop.Put(
            $"/v1/touchpoints/{Mark}-poster", new { @class = "place", name = Mark, inviterId = partner })).Must(200);
        (await shop.Put("/v1/touchpoint-settings", new { attributionDays = 30 })).Must(200);
        (await shop.Put("/v1/order-settings", new { refundToleranceMinor = 3, tenderToleranceMinor = 3 })).Must(200);
        (await shop.Put($"/v1/products/{Mark}-product", new { name = Mark, rung = "member" })).Must(200);
        (await shop.Put($"/v1/member-tiers/{Mark}-tier", new
        {
            name = Mark,
            rank = 1,
            growthFrom = 0,
            validityDays = 30,
            privileges = Array.Empty<object>(),
        })).Must(200);
        var giftCards = new { earn = "whenUsed", classes = new[] { Mark } };
        await shop.Put("/v1/membership-settings", new { pointsPerUnitBps = 9, growthPerUnitBps = 9, giftCards });
        (await shop.Post($"/v1/touchpoints/{Mark}-poster/scans", new { customerId = buyer, scannedAt = Day(1) }))
            .Must(201);
        await shop.MakePartner(partner, Day(1));
        (await shop.Post("/v1/invite-codes", new { customerId = partner })).Must(201);
        await shop.Bind(partner, $"{Mark}-boss");
        await shop.Bind(buyer, partner);
        await Suspect(shop, buyer, partner);
        var second = await api.Operator(shop, $"{Mark}-second", [.. Roles.Known]);
        (await shop.Put("/v1/payment-limits", new { adjustmentMinor = 700 })).Must(200);
        var waiting = await Sell(shop, second, buyer);
        var application = (await shop.Post("/v1/partner-applications", new { customerId = partner, note = Mark }))
            .Must(201);
        var plan = await shop.Publish(Tasks);
        (await shop.Post($"/v1/partners/{partner}/approvals", new { approvedBy = Mark })).Must(201);
        (await shop.Post($"/v1/partners/{partner}/trainings", new { trainingId = $"{Mark}-exam" })).Must(201);
        (await shop.Put("/v1/publishing-policy", new { fourEyes = true })).Must(200);
        await Adjust(api, shop, partner);
        await shop.SetClock(PeriodEnd.AddDays(40));
        await Open(second, partner);
        (await shop.Post("/v1/dividends", new { periodStart = Day(1), periodEnd = PeriodEnd })).Must(201);
        (await shop.Post("/v1/settlements", new { periodEnd = PeriodEnd })).Must(201);
        await Hold(shop, buyer, partner);
        var statements = (await shop.Get($"/v1/partners/{partner}/statements")).Must(200);
        (await shop.Post($"/v1/partners/{partner}/disputes", new
        {
            disputeId = $"{Mark}-dispute",
            reason = Mark,
            statementId = statements.List("data")[0].GetProperty("statementId").GetString(),
            lineNo = 1,
        })).Must(201);
        var other = (await shop.Post("/v1/plans", new { content = Draft })).Must(201);
        var replay = await shop.Backtest(other.Text("planId"));
        await shop.Backtested(replay);
        var payouts = await FilledPayouts.In(shop, second, partner);
        (await shop.Put("/v1/chart-of-accounts", new { accounts = new[] { new { account = "paid", number = Mark } } }))
            .Must(200);
        var month = (await shop.Post("/v1/months", new { month = "2011-01" })).Must(201);
        (await second.Post("/v1/months/2011-01/signatures", new { hash = month.Text("hash") })).Must(200);
        return new FilledShop(shop, new Dictionary<string, string>(payouts)
        {
            ["operatorId"] = $"{Mark}-operator",
            ["touchpointId"] = $"{Mark}-poster",
            ["code"] = touchpoint.Text("code"),
            ["productId"] = $"{Mark}-product",
            ["orderId"] = $"{Mark}-order",
            ["customerId"] = partner,
            ["tierId"] = $"{Mark}-tier",
            ["planId"] = plan,
            ["otherPlanId"] = other.Text("planId"),
            ["statementId"] = statements.Json.GetProperty("data")[0].GetProperty("statementId").GetString()!,
            ["eventId"] = waiting,
            ["refundId"] = $"{Mark}-refund",
            ["caseId"] = $"{Mark}-case",
            ["chargebackId"] = $"{Mark}-chargeback",
            ["disputeId"] = $"{Mark}-dispute",
            ["accrualStopId"] = $"{Mark}-stop",
            ["adjustmentId"] = $"{Mark}-waiting",
            ["applicationId"] = application.Text("applicationId"),
            ["backtestId"] = replay,
            ["periodEnd"] = "2011-01-01T00:00:00Z",
            ["month"] = "2011-01",
            ["projectId"] = $"{Mark}-project",
            ["guestId"] = await FilledGuests.In(shop, second),
        });
    }

    /// <summary>One adjustment is booked; the other waits, for another person has asked for it.</summary>
    private static async Task Adjust(Platform api, TestShop shop, string partner)
    {
        var finance = await api.Operator(shop, $"{Mark}-finance", Roles.Finance);
        foreach (var id in new[] { $"{Mark}-booked", $"{Mark}-waiting" })
            (await finance.Post("/v1/adjustments", new
            {
                adjustmentId = id,
                customerId = partner,
                kind = "credit",
                amount = Pence(700),
                reason = Mark,
                document = Mark,
            })).Must(201);
        (await shop.Post($"/v1/adjustments/{Mark}-booked/decision", new { approve = true })).Must(200);
    }

    /// <summary>An accrual stop holds what another order earns, which has a case and a chargeback as well.</summary>
    private static async Task Hold(TestShop shop, string buyer, string partner)
    {
        (await shop.Post("/v1/accrual-stops", new
        {
            accrualStopId = $"{Mark}-stop",
            scope = "person",
            target = partner,
            reason = Mark,
        })).Must(201);
        var held = $"/v1/orders/{Mark}-held";
        (await shop.OpenOrder($"{Mark}-held", buyer, PeriodEnd.AddDays(39), 5_000)).Must(201);
        (await shop.Post($"{held}/after-sales", new { caseId = $"{Mark}-case", openedAt = PeriodEnd.AddDays(40) }))
            .Must(200);
        (await shop.Post($"{held}/chargebacks", new
        {
            chargebackId = $"{Mark}-chargeback",
            openedAt = PeriodEnd.AddDays(40),
        })).Must(200);
    }

    private static async Task Open(TestShop shop, string partner) => (await shop.Post("/v1/projects", new
    {
        projectId = $"{Mark}-project",
        content = new
        {
            ruleId = $"{Mark}-task",
            goal = Mark,
            deadline = PeriodEnd.AddYears(1),
            amount = Pence(900),
            split = new[] { new { customerId = partner, bps = 10_000 } },
        },
    })).Must(201);

    /// <summary>What the buyer's orders earn the partner looks like fraud.</summary>
    private static async Task Suspect(TestShop shop, string buyer, string partner)
    {
        (await shop.Put("/v1/fraud-policy", new { threshold = 100 })).Must(200);
        var identities = new[] { new { kind = "email", value = $"{Mark}@example.com" } };
        foreach (var customer in new[] { buyer, partner })
            (await shop.Post($"/v1/customers/{customer}/identities", new { identities })).Must(200);
    }

    /// <summary>An order that two persons have found innocent, with everything that may happen to one.</summary>
    /// <returns>The id of an event that waits for another order.</returns>
    private static async Task<string> Sell(TestShop shop, TestShop second, string buyer)
    {
        var lines = new[] { 1, 2 }.Select(i => new
        {
            lineId = $"{i}",
            productId = $"{Mark}-product",
            quantity = 2,
            unitPrice = Pence(50_000),
        });
        (await shop.Post("/v1/orders", new { orderId = $"{Mark}-order", customerId = buyer, paidAt = Day(2), lines }))
            .Must(201);
        foreach (var (person, status) in new[] { (shop, 202), (second, 200) })
            (await person.Post($"/v1/orders/{Mark}-order/fraud-decision", new { action = "release", reason = Mark }))
                .Must(status);
        (await shop.Post($"/v1/orders/{Mark}-order/amendments", new
        {
            amendmentId = $"{Mark}-amendment",
            amendedAt = Day(3),
            lines = new[]
            {
                new { lineId = $"{Mark}-added", productId = $"{Mark}-product", quantity = 1, unitPrice = Pence(100) },
            },
            reason = Mark,
        })).Must(201);
        (await shop.Post($"/v1/orders/{Mark}-order/refunds", new
        {
            refundId = $"{Mark}-refund",
            refundedAt = Day(3),
            lines = new[] { new { lineId = "1", quantity = 1 } },
        })).Must(201);
        (await shop.Post($"/v1/orders/{Mark}-order/shipments", new { shippedAt = Day(3) })).Must(200);
        (await shop.Post($"/v1/orders/{Mark}-order/completions", new { completedAt = Day(4) })).Must(200);
        var dismissed = (await shop.Post($"/v1/orders/{Mark}-none/shipments", new { shippedAt = Day(4) })).Must(202);
        (await shop.Resolve(dismissed.Text("eventId"), "dismiss", reason: Mark)).Must(200);
        return (await shop.RefundPlain($"{Mark}-none", $"{Mark}-waiting", Day(4), 1)).Must(202).Text("eventId");
    }

    /// <summary>The path of a route, its parameters filled in.</summary>
    public string Fill(string pattern) => Ids.Aggregate(
        pattern, (path, id) => path.Replace($"{{{id.Key}}}", Uri.EscapeDataString(id.Value), StringComparison.Ordinal));
}
