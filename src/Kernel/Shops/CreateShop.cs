namespace SocialCommerce.Kernel.Shops;

/// <summary>Creates a shop. Its currency, time zone, mode and jurisdiction cannot be changed afterwards.</summary>
public static class CreateShop
{
    /// <summary>A new shop.</summary>
    /// <param name="Name" example="Lotus Skincare">What it is called.</param>
    /// <param name="Currency" example="CNY">
    /// A currency of ISO 4217 that is in use; funds codes and test codes are refused.
    /// </param>
    /// <param name="TimeZone" example="Asia/Shanghai">An IANA zone, in which periods end.</param>
    /// <param name="Mode"><c>sandbox</c> or <c>live</c>.</param>
    /// <param name="Jurisdiction"><c>CN</c>, <c>US</c>, <c>EU</c> or <c>custom</c>.</param>
    /// <param name="Clock">The test clock of a sandbox.</param>
    public sealed record Command(
        string Name, string Currency, string TimeZone, string Mode, string Jurisdiction, Clock? Clock = null)
        : IRequest<Result>;

    /// <summary>A sandbox's test clock; it only goes forward.</summary>
    /// <param name="Mode"><c>manual</c> stands until it is set; <c>follow</c> moves to the time of each event.</param>
    /// <param name="Now">The clock's time. A following clock without one starts with its first event.</param>
    public sealed record Clock(string Mode, DateTimeOffset? Now = null);

    /// <summary>A shop.</summary>
    /// <param name="Name" example="Lotus Skincare"/>
    /// <param name="Currency" example="CNY"/>
    /// <param name="TimeZone" example="Asia/Shanghai"/>
    /// <param name="Mode"><c>sandbox</c> or <c>live</c>.</param>
    /// <param name="Jurisdiction"><c>CN</c>, <c>US</c>, <c>EU</c> or <c>custom</c>.</param>
    public sealed record Result(
        string ShopId, string Name, string Currency, string TimeZone, string Mode, string Jurisdiction, Clock? Clock,
        DateTimeOffset CreatedAt);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/shops", async (Command command, IMediator mediator, CancellationToken cancel) =>
            {
                var shop = await mediator.Send(command, cancel);
                return TypedResults.Created($"/v1/shops/{shop.ShopId}", shop);
            })
            .Describe(
                "createShop", "Shops", "Create a shop",
                "Creates a shop. Its currency, time zone, mode and jurisdiction cannot be changed afterwards. A "
                    + "sandbox has a test clock, which is set manually or follows the time of each event; a live "
                    + "shop has none. Each request creates another shop. The API refuses unknown currencies and time "
                    + "zones, and a test clock for a live shop.")
            .Example("""
                {"name": "Lotus Skincare", "currency": "CNY", "timeZone": "Asia/Shanghai", "mode": "sandbox",
                 "jurisdiction": "CN", "clock": {"mode": "follow"}}
                """)
            .Located()
            .ForPlatform().Problems(CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Name).Line("NAME_INVALID", "A name");
            RuleFor(c => c.Currency).Must(Currencies.IsKnown).WithErrorCode("CURRENCY_UNKNOWN")
                .WithMessage("currency must be an active ISO 4217 code, such as GBP.");
            RuleFor(c => c.TimeZone)
                .Text(1, ValidationRules.MaxLine, zone => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
                .WithErrorCode("TIME_ZONE_UNKNOWN").WithMessage("timeZone must be an IANA name such as Asia/Shanghai.");
            RuleFor(c => c.Mode).OneOf("live", "sandbox");
            RuleFor(c => c.Jurisdiction).OneOf("CN", "US", "EU", "custom");
            RuleFor(c => c.Clock).Null().When(c => c.Mode == "live")
                .WithErrorCode("LIVE_SHOP_HAS_NO_TEST_CLOCK").WithMessage("Live shops have no test clock.");
            RuleFor(c => c.Clock!.Mode).OneOf("manual", "follow").When(c => c.Clock is not null);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancel)
        {
            var shopId = await db.First<long>(0, NextIdSql, new { }, cancel);
            var now = Timestamps.Micro(time.GetUtcNow());
            var sandbox = command.Mode == "sandbox";
            var follows = command.Clock?.Mode == "follow";
            DateTimeOffset? start = follows ? null : now;
            var clockAt = sandbox ? command.Clock?.Now ?? start : null;
            var made = await db.Write(shopId, batch =>
            {
                var rows = batch.Rows<ShopRow>(InsertSql, new
                {
                    shop = shopId,
                    command.Name,
                    command.Currency,
                    command.TimeZone,
                    sandbox,
                    command.Jurisdiction,
                    follows,
                    clockAt,
                    now,
                });
                batch.Log(shopId, caller, new AuditEntry("shop", PublicId.Of(Shop.Prefix, shopId), null, command));
                return rows;
            }, cancel);
            return made.First!.ToResult();
        }
    }

    internal sealed record ShopRow(
        long ShopId, string Name, string Currency, string TimeZone, bool Sandbox, string Jurisdiction,
        bool ClockFollows, DateTimeOffset? ClockAt, DateTimeOffset CreatedAt)
    {
        public Shop ToShop() => new(ShopId, Currency, TimeZone, Sandbox, Jurisdiction);

        public Result ToResult() => new(
            PublicId.Of(Shop.Prefix, ShopId), Name, Currency, TimeZone, Sandbox ? "sandbox" : "live", Jurisdiction,
            Sandbox ? new Clock(ClockFollows ? "follow" : "manual", ClockAt) : null, CreatedAt);
    }

    private const string NextIdSql = "select nextval('shop_ids')";

    private const string InsertSql = """
        insert into shops (shop_id, name, currency, time_zone, sandbox, jurisdiction, clock_follows, clock_at,
            created_at)
        values (@shop, @name, @currency, @timeZone, @sandbox, @jurisdiction, @follows, @clockAt, @now)
        returning shop_id, name, currency, time_zone, sandbox, jurisdiction, clock_follows, clock_at, created_at
        """;
}
