using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Statements;

namespace SocialCommerce.Commissions.Settlements;

/// <summary>
/// Settles a period: books what has matured before its end, and makes a statement for every partner whose balance
/// reaches the plan's minimum; smaller balances and debts are carried forward. Runs go in order of their ends; a
/// repeated run, even a month later, gives the same statements byte for byte.
/// </summary>
internal static class RunSettlement
{
    /// <summary>The period's end: an instant, or a month (<c>2026-01</c>) in the shop's time zone.</summary>
    /// <param name="PeriodEnd">An instant, itself not included.</param>
    /// <param name="Month">The month that ends then; one of the two.</param>
    public sealed record Command(DateTimeOffset? PeriodEnd = null, string? Month = null)
        : IRequest<string>, IPeriodSelector;

    /// <summary>A settlement run.</summary>
    /// <param name="PeriodEnd">Everything eligible before this instant is settled.</param>
    /// <param name="Statements">How many statements were made.</param>
    /// <param name="Total">What they come to.</param>
    /// <param name="PeriodStart">End of the run before; absent for the first.</param>
    public sealed record Result(
        DateTimeOffset PeriodEnd, long Statements, Money Total, DateTimeOffset? PeriodStart = null);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/settlements", async (Command command, IMediator mediator, CancellationToken cancel) =>
            {
                var answer = await mediator.Send(command, cancel);
                return Results.Text(answer, "application/json", statusCode: StatusCodes.Status201Created);
            })
            .Describe(
                "runSettlement", "Settlement", "Run a settlement",
                "Settles a period: books the commission that has matured before its end and makes a statement for "
                    + "every partner whose balance reaches the plan's minimum payout. Smaller balances and debts are "
                    + "carried forward. The period ends at an instant or with a month. Runs go in order of their ends; "
                    + "repeating a run, even much later, returns the same result and leaves the same statements. A "
                    + "period that has not ended, or lies before another run, is rejected.")
            .Example("""{"month": "2026-02"}""")
            .Scope(Scopes.CommissionsWrite).RepeatableByItself().ForBackends(Roles.Finance).Expensive()
            .Produces<Result>(StatusCodes.Status201Created)
            .Problems(SettlementProblems.SettledLater, PeriodProblems.PeriodNotOver, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => Include(new PeriodEnd.Validator());
    }

    internal sealed class Handler(Db db, Caller caller, CommissionSettingsCache settings, TimeProvider time)
        : IRequestHandler<Command, string>
    {
        public async Task<string> Handle(Command command, CancellationToken cancel)
        {
            var end = PeriodEnd.Of(command, caller.Shop);
            var books = await ClosedBooks.Await(db, caller.Shop, end, time, cancel);
            return await db.Long.Write(caller.Shop.Id, transaction => Run(transaction, command, end, books), cancel);
        }

        private async Task<string> Run(
            ShopTransaction transaction, Command command, DateTimeOffset end, ClosedBooks books)
        {
            var shop = caller.Shop;
            var reads = transaction.Batch();
            reads.Commissions.LockSettlement(shop.Id);
            var state = reads.ShopState(shop.Id);
            var runs = reads.Commissions.RunsFrom(shop.Id, end);
            await reads.Run(transaction.Cancel);
            var now = state.First!.Now(shop, time);
            var last = Check(runs.List, command, end, books.Asked);
            // Who waited for another run to end may have asked for the watermark earlier than that one.
            var seen = new SeenMovements(last?.Watermark, Math.Max(books.Watermark, last?.Watermark ?? 0));
            var start = last?.PeriodEnd;
            var plans = await settings.Get(transaction, state.First.SettingsVersion);

            var gathering = transaction.Batch();
            gathering.JoinWholeTables();
            gathering.Commissions.BookMaturity(shop, end);
            gathering.Commissions.OpenMovements(shop, start, end, seen);
            gathering.JoinSingleRows();
            var carries = gathering.Commissions.Carries(shop.Id, start);
            var issuer = gathering.InForceBefore(ShopIssuer.Setting, shop.Id, end);
            var number = gathering.Commissions.LastNumber(shop.Id);
            await gathering.Run(transaction.Cancel);

            var head = new StatementHead(shop, start, end, issuer.Content, plans.OfPeriod(end));
            var run = new SettlementRun(transaction, new PostingContext(shop.Id, end, now), head, number.First, seen);
            var kept = await run.Settle(carries.List);
            var writes = transaction.Batch();
            writes.Commissions.RecordRun(run.When, kept);
            var result = kept.ToResult(shop);
            writes.Log(shop.Id, caller, new AuditEntry("settlement", Json.Text(end), null, result));
            await writes.Commit(transaction.Cancel);
            return Json.Write(result);
        }

        /// <summary>
        /// The run before; refuses a period that is not over, or that lies before another run.
        /// </summary>
        private RunRow? Check(List<RunRow> runs, Command command, DateTimeOffset end, DateTimeOffset asked)
        {
            if (runs.FirstOrDefault(run => run.PeriodEnd == end) is { } same)
                throw new IdempotentReplayException(
                    StatusCodes.Status201Created, Json.Write(same.ToResult(caller.Shop)));
            if (runs.FirstOrDefault(run => run.PeriodEnd > end) is { } later)
                throw SettlementProblems.SettledLater.Because(
                    $"A later settlement run, ending {Json.Text(later.PeriodEnd)}, already exists.",
                    PeriodEnd.Pointer(command));
            PeriodEnd.RequireOver(command, end, asked);
            return runs.FirstOrDefault();
        }
    }

    /// <summary>A run as it was kept.</summary>
    internal sealed record RunRow(
        DateTimeOffset PeriodEnd, DateTimeOffset? PeriodStart, long Statements, long Total, long? Watermark = null)
    {
        public Result ToResult(Shop shop) => new(PeriodEnd, Statements, shop.Money(Total), PeriodStart);
    }
}
