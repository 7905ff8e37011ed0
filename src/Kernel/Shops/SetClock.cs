namespace SocialCommerce.Kernel.Shops;

/// <summary>
/// Gets the shop's clock, and moves a sandbox's test clock forward. An earlier time is ignored and the current time
/// returned.
/// </summary>
internal static class SetClock
{
    /// <summary>The clock's new time, its mode, or both.</summary>
    /// <param name="Now">Later than the clock's; an earlier one changes nothing.</param>
    /// <param name="Mode"><c>manual</c> or <c>follow</c>.</param>
    public sealed record Command(DateTimeOffset? Now = null, string? Mode = null) : IRequest<Result>;

    /// <summary>The shop's clock.</summary>
    /// <param name="Mode"><c>live</c>, <c>manual</c> or <c>follow</c>.</param>
    /// <param name="Now">The shop's time; absent while a following clock has no event.</param>
    public sealed record Result(string Mode, DateTimeOffset? Now);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/shop/clock", (IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(), cancel))
            .Describe(
                "getClock", "Shops", "Get the shop's clock",
                "Returns the shop's time and clock mode: `live`, `manual` or `follow`. The time is absent while a "
                    + "following clock has not received an event.")
            .Scope(Scopes.ShopRead);
        routes.MapPut("/v1/shop/clock", (Command command, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(command, cancel))
            .Describe(
                "setClock", "Shops", "Set the test clock",
                "Moves the test clock of a sandbox forward, changes its mode, or both. The clock never goes back: an "
                    + "earlier time is ignored and the current time returned. A live shop is refused with 409.")
            .Example("""{"now": "2026-02-28T16:00:00Z"}""")
            .Scope(Scopes.ShopWrite).ForBackends(Roles.Operator, Roles.Admin)
            .Problems(ShopProblems.LiveShopHasNoTestClock, CommonProblems.ValidationFailed);
    }

    internal sealed record Query : IRequest<Result>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Mode!).OneOf("manual", "follow").When(c => c.Mode is not null);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, Result>, IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancel)
        {
            if (!caller.Shop.Sandbox)
                throw ShopProblems.LiveShopHasNoTestClock.Because("Live shops have no test clock.");
            return await db.Write(caller.Shop.Id, transaction => Set(transaction, command), cancel);
        }

        private async Task<Result> Set(ShopTransaction transaction, Command command)
        {
            var reads = transaction.Batch();
            var found = reads.Rows<ShopState>(LockSql, new { shop = transaction.ShopId });
            await reads.Run(transaction.Cancel);
            var before = Show(found.First!);
            var writes = transaction.Batch();
            var state = writes.Rows<ShopState>(SetSql, new
            {
                shop = transaction.ShopId,
                command.Now,
                follows = command.Mode is null ? (bool?)null : command.Mode == "follow",
            });
            await writes.Run(transaction.Cancel);
            var after = Show(state.First!);
            var ending = transaction.Batch();
            if (after != before)
                ending.Log(transaction.ShopId, caller, new AuditEntry("clock", caller.Shop.PublicId, before, after));
            await ending.Commit(transaction.Cancel);
            return after;
        }

        public async Task<Result> Handle(Query query, CancellationToken cancel) =>
            Show((await db.Read(caller.Shop.Id, batch => batch.ShopState(caller.Shop.Id), cancel)).First!);

        private Result Show(ShopState state) => caller.Shop.Sandbox
            ? new Result(state.ClockFollows ? "follow" : "manual", state.ClockAt)
            : new Result("live", state.Now(caller.Shop, time));
    }

    private const string LockSql =
        $"select {ShopSql.StateColumns} from shops where shop_id = @shop for no key update";

    private const string SetSql = $"""
        update shops set clock_at = greatest(clock_at, @now), clock_follows = coalesce(@follows, clock_follows)
        where shop_id = @shop
        returning {ShopSql.StateColumns}
        """;
}
