namespace SocialCommerce.Touchpoints;

/// <summary>Sets for how many days after a scan an order is attributed to it; 30 by default.</summary>
internal static class TouchpointSettings
{
    private const int MaxDays = 3650;

    /// <summary>The settings from now on.</summary>
    /// <param name="AttributionDays" example="30">0 (only what the order itself names counts) to 3650.</param>
    public sealed record Command(int AttributionDays) : IRequest<Result>;

    /// <summary>The settings in force.</summary>
    public sealed record Query : IRequest<Result>;

    /// <summary>How orders are attributed.</summary>
    /// <param name="AttributionDays" example="30">Days after a scan during which an order is attributed to it.</param>
    public sealed record Result(int AttributionDays);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/touchpoint-settings", (Command command, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(command, cancel))
            .Describe(
                "putTouchpointSettings", "Touchpoints", "Set the touchpoint settings",
                "Sets for how many days after a scan an order is attributed to the touchpoint, 0 to 3650; the "
                    + "default is 30. With 0, only the touchpoint that an order names counts. Sending the settings "
                    + "in force changes nothing.")
            .Example("""{"attributionDays": 30}""")
            .Scope(Scopes.TouchpointsWrite).ForBackends(Roles.Operator).Problems(CommonProblems.ValidationFailed);
        routes.MapGet("/v1/touchpoint-settings", (IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(), cancel))
            .Describe(
                "getTouchpointSettings", "Touchpoints", "Get the touchpoint settings",
                "Returns the number of days during which a scan attributes an order.")
            .Scope(Scopes.TouchpointsRead);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() =>
            RuleFor(c => c.AttributionDays).InclusiveBetween(0, MaxDays).WithErrorCode("DAYS_OUT_OF_RANGE")
                .WithMessage($"Must be between 0 and {MaxDays} days.");
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, Result>, IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Put(transaction, command), cancel);

        private async Task<Result> Put(ShopTransaction transaction, Command command)
        {
            var next = new Result(command.AttributionDays);
            var reads = transaction.Batch();
            // First, because it locks the shop's row: of two changes at once the second sees the first.
            reads.RaiseSettingsVersion(transaction.ShopId);
            var state = reads.ShopState(transaction.ShopId);
            var found = reads.Rows<Result>(GetSql, new { shop = transaction.ShopId });
            await reads.Run(transaction.Cancel);
            if (found.First == next) return next;

            var now = state.First!.Now(caller.Shop, time);
            var writes = transaction.Batch();
            writes.Do(PutSql, new { shop = transaction.ShopId, next.AttributionDays, now });
            writes.Log(transaction.ShopId, caller, new AuditEntry(
                "touchpointSettings", "touchpointSettings", found.First, next));
            await writes.Commit(transaction.Cancel);
            return next;
        }

        public async Task<Result> Handle(Query query, CancellationToken cancel) =>
            await db.First<Result>(caller.Shop.Id, GetSql, new { shop = caller.Shop.Id }, cancel)
            ?? new Result(AttributionSql.DefaultDays);
    }

    private const string PutSql = """
        insert into touchpoint_settings (shop_id, attribution_days, updated_at) values (@shop, @attributionDays, @now)
        on conflict (shop_id) do update set attribution_days = excluded.attribution_days,
            updated_at = excluded.updated_at
        """;

    private const string GetSql = "select attribution_days from touchpoint_settings where shop_id = @shop";
}
