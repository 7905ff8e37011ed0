using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Settlements;
using SocialCommerce.Commissions.Statements;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Months;

/// <summary>
/// Closes a month, in order: its trial balance and its journal never change again. What has matured by its end is
/// booked first. A closed month refuses nothing; what is recorded later belongs to the month that is open then.
/// </summary>
internal static class CloseMonth
{
    /// <summary>The month to close.</summary>
    /// <param name="Month">Such as <c>2026-01</c>; the one after the latest that is closed, and over. The first may be
    /// any, and holds everything before its end: the books begin with it.</param>
    public sealed record Command(string Month) : IRequest<CreatedOrExisting<ClosedMonth>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/months", (Command command, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(command, cancel))
            .Describe(
                "closeMonth", "Books", "Close a month",
                "Closes a month of the commission books: commission that has matured by its end is booked, then its "
                    + "trial balance and journal never change again. Later facts are accepted and belong to the month "
                    + "that is open when they are recorded. Months close in order; the first may be any month and "
                    + "includes everything before its end. Closing a closed month returns it unchanged. A month that "
                    + "has not ended, or is out of order, is rejected.")
            .Scope(Scopes.CommissionsWrite).Expensive().ForPersons(Roles.Finance)
            .Problems(MonthProblems.MonthOutOfOrder, MonthProblems.MonthNotOver, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Month).Must(month => Periods.MonthStart(month) is not null)
            .WithErrorCode("MONTH_INVALID").WithMessage("A month is written 2026-01.");
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, CreatedOrExisting<ClosedMonth>>
    {
        public async Task<CreatedOrExisting<ClosedMonth>> Handle(Command command, CancellationToken cancel)
        {
            var shop = caller.Shop;
            var end = Periods.MonthEnd(command.Month, shop.TimeZone);
            var books = await PeriodEnd.Await(db, shop, end, time, cancel);
            if (end > books.Asked)
                throw MonthProblems.MonthNotOver.Because("The month has not ended by the shop's clock.", "#/month");
            await db.Long.Write(shop.Id, transaction => Mature(transaction, end), cancel);
            var watermark = await db.Watermark(shop.Id, cancel);
            return await db.Long.Write(
                shop.Id, transaction => Close(transaction, command.Month, end, watermark), cancel);
        }

        /// <summary>
        /// Books what has matured by the month's end. Nothing else can mature by then: every transaction that read
        /// an earlier clock has ended.
        /// </summary>
        private async Task<bool> Mature(ShopTransaction transaction, DateTimeOffset end)
        {
            var batch = transaction.Batch();
            batch.JoinWholeTables();
            batch.Commissions.BookMaturity(caller.Shop, end);
            await batch.Commit(transaction.Cancel);
            return true;
        }

        private async Task<CreatedOrExisting<ClosedMonth>> Close(
            ShopTransaction transaction, string month, DateTimeOffset end, long watermark)
        {
            var shop = caller.Shop;
            var reads = transaction.Batch();
            reads.Take(NumberedLock.Months, shop.Id);
            var state = reads.ShopState(shop.Id);
            var closed = reads.Commissions.Month(shop.Id, month);
            var last = reads.Rows<LastRow>(LastSql, new { shop = shop.Id });
            var chart = reads.Commissions.Chart(shop.Id);
            var sums = reads.Commissions.AccountSums(shop.Id, [month]);
            await reads.Run(transaction.Cancel);
            if (closed.First is { } before) return new CreatedOrExisting<ClosedMonth>(
                before.ToMonth(shop, sums.List), false);
            var now = state.First!.Now(shop, time);
            Check(month, last.First);
            // Who waited for the month before to be closed may have asked for the watermark earlier than its closer.
            watermark = Math.Max(watermark, last.First?.Watermark ?? 0);

            var balances = await Balance(transaction, last.First, month, end, watermark);
            var numbers = ChartOfAccounts.Numbers(chart.First?.Accounts);
            var row = new MonthRow(
                month, end, watermark, 0, chart.First?.Accounts,
                StatementRules.Hash(TrialBalance.File(balances, shop.Currency, numbers)),
                caller.RequirePerson().OperatorId, now, null, null);
            return new CreatedOrExisting<ClosedMonth>(
                await Keep(transaction, row, chart.First?.Version, last.First), true);
        }

        private static void Check(string month, LastRow? last)
        {
            if (last is null) return;
            var next = $"{Periods.MonthStart(last.Month)!.Value.AddMonths(1):yyyy-MM}";
            if (month != next)
                throw MonthProblems.MonthOutOfOrder.Because($"The next month to close is {next}.", "#/month");
        }

        private async Task<List<BalanceLine>> Balance(
            ShopTransaction transaction, LastRow? last, string month, DateTimeOffset end, long watermark)
        {
            var shop = caller.Shop;
            var writes = transaction.Batch();
            writes.JoinWholeTables();
            writes.Do(BalanceSql, new
            {
                shop = shop.Id,
                unit = shop.Currency,
                month,
                end,
                watermark,
                previous = last?.Month ?? "",
                before = last?.Watermark ?? 0,
                beforeEnd = last?.MonthEnd ?? end,
                from = last?.NextFrom ?? 0,
            });
            var lines = writes.Commissions.BalanceLines(shop.Id, month, 0, long.MaxValue);
            await writes.Run(transaction.Cancel);
            return lines.List;
        }

        private async Task<ClosedMonth> Keep(
            ShopTransaction transaction, MonthRow row, long? chartVersion, LastRow? last)
        {
            var shop = caller.Shop;
            var writes = transaction.Batch();
            writes.Do(InsertSql, new
            {
                shop = shop.Id,
                unit = shop.Currency,
                row.Month,
                row.MonthEnd,
                row.Watermark,
                from = last?.NextFrom ?? 0,
                chartVersion,
                row.Hash,
                row.ClosedBy,
                row.ClosedAt,
            });
            var sums = writes.Commissions.AccountSums(shop.Id, [row.Month]);
            writes.Log(shop.Id, caller, new AuditEntry("month", row.Month, null, new { row.Month, row.Hash }));
            await writes.Commit(transaction.Cancel);
            return row.ToMonth(shop, sums.List);
        }
    }

    internal sealed record LastRow(string Month, DateTimeOffset MonthEnd, long Watermark, long NextFrom);

    private const string LastSql = """
        select month, month_end, watermark, next_from from month_closes
        where shop_id = @shop order by month_end desc limit 1
        """;

    /// <summary>SQL: a month has what was recorded before its end and was seen by its close, and by no earlier one.
    /// </summary>
    internal const string OfMonth = """
        m.movement_id between @from and @watermark and m.recorded_at < @end
            and (m.movement_id > @before or m.recorded_at >= @beforeEnd)
        """;

    private const string BalanceSql = $"""
        insert into month_balances (shop_id, month, line_no, account, customer_key, opening, received, given)
        select @shop, @month, row_number() over (order by account, customer_key), account, customer_key,
            coalesce(o.opening, 0), coalesce(n.received, 0), coalesce(n.given, 0)
        from (
            select sides.account, m.customer_key, sum(sides.received)::bigint as received,
                sum(sides.given)::bigint as given
            from movements m
            cross join lateral (values (m.from_account, 0, m.amount), (m.to_account, m.amount, 0))
                as sides(account, received, given)
            where m.shop_id = @shop and m.unit = @unit and {OfMonth}
            group by sides.account, m.customer_key) as n
        full join (
            select account, customer_key, opening + received - given as opening from month_balances
            where shop_id = @shop and month = @previous and opening + received <> given) as o
            using (account, customer_key)
        """;

    private const string InsertSql = """
        insert into month_closes (shop_id, month, month_end, watermark, next_from, chart_version, hash, closed_by,
            recorded_at)
        select @shop, @month, @monthEnd, @watermark, coalesce((
                select min(m.movement_id) from movements m
                where m.shop_id = @shop and m.unit = @unit and m.movement_id between @from and @watermark
                    and m.recorded_at >= @monthEnd), @watermark + 1),
            @chartVersion, @hash, @closedBy, @closedAt
        """;
}
