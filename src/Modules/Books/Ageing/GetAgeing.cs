using System.Globalization;
using SocialCommerce.Books.Months;

namespace SocialCommerce.Books.Ageing;

/// <summary>
/// The ageing of a closed month's end: what the shop owes to partners, and what they owe to the shop, by age. What left
/// an account is taken from its oldest amounts, within the hold order by order; maturity and settlement count from when
/// they were due.
/// </summary>
internal static class GetAgeing
{
    private const string UsualDays = "30,60,90";
    private const int MaxSteps = 10;
    private const int MaxDays = 3_650;

    private static readonly string[] Header =
        ["account", "number", "side", "customerId", "days", "amountMinor", "currency"];

    /// <summary>The month, and the steps of the ageing in days.</summary>
    public sealed record Query(string Month, string? Days) : IRequest<Result>;

    /// <summary>The same as a file.</summary>
    public sealed record FileQuery(string Month, string? Days) : IRequest<string>;

    /// <summary>The ageing of a month's end.</summary>
    /// <param name="Month">The month.</param>
    /// <param name="MonthEnd" example="2026-02-28T16:00:00Z">Ages are counted back from here, in whole days.</param>
    /// <param name="Groups">By side, account and age; only what is not 0.</param>
    public sealed record Result(string Month, DateTimeOffset MonthEnd, IReadOnlyList<Group> Groups);

    /// <summary>What is of one age.</summary>
    /// <param name="Side"><c>liability</c>: the shop owes it; <c>debt</c>: people owe it.</param>
    /// <param name="Account" example="available">On which account it stands.</param>
    /// <param name="Days" example="31-60">Its age in days, such as <c>0-30</c> or <c>&gt;90</c>.</param>
    /// <param name="Amount">More than 0.</param>
    /// <param name="People">Of how many people.</param>
    public sealed record Group(string Side, string Account, string Days, Money Amount, long People);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/months/{month}/ageing", (
                string month, string? days, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(month, days), cancel))
            .Describe(
                "getAgeing", "Books", "Get the ageing of a month",
                "Returns liabilities to partners and debts of partners at the end of a closed month, by account and "
                    + "age in days. What left an account is taken from its oldest amounts, within the hold order by "
                    + "order; maturity and settlement count from the day on which they were due. `days` sets up to ten "
                    + "age steps.")
            .Scope(Scopes.CommissionsRead).Expensive()
            .Problems(CommonProblems.MonthNotFound, MonthProblems.DaysInvalid);
        routes.MapGet("/v1/months/{month}/ageing/csv", async (
                string month, string? days, IMediator mediator, CancellationToken cancel) =>
                new CsvFile($"ageing-{month}", await mediator.Send(new FileQuery(month, days), cancel)))
            .Describe(
                "getAgeingCsv", "Books", "Export the ageing of a month as CSV",
                "Exports the ageing of a closed month with one row for each account, partner and age, under the "
                    + "account numbers with which the month was closed. `days` sets the age steps, `30,60,90` by "
                    + "default.")
            .Scope(Scopes.CommissionsRead).Expensive().AnswersCsv()
            .Problems(CommonProblems.MonthNotFound, MonthProblems.DaysInvalid);
    }

    internal sealed class Handler(Db db, Caller caller)
        : IRequestHandler<Query, Result>, IRequestHandler<FileQuery, string>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var steps = Steps(query.Days);
            var (month, rows) = await Read(query.Month, steps, cancel);
            return new Result(month.Month, month.MonthEnd, [.. rows
                .GroupBy(row => (row.Side, row.Account, row.Step))
                .OrderBy(group => group.Key.Side, StringComparer.Ordinal)
                .ThenBy(group => group.Key.Account, StringComparer.Ordinal).ThenBy(group => group.Key.Step)
                .Select(group => new Group(
                    group.Key.Side, group.Key.Account, Name(steps, group.Key.Step),
                    caller.Shop.Money(group.Sum(row => row.Amount)), group.LongCount()))]);
        }

        public async Task<string> Handle(FileQuery query, CancellationToken cancel)
        {
            var steps = Steps(query.Days);
            var (month, rows) = await Read(query.Month, steps, cancel);
            var number = ChartOfAccounts.Numbers(month.Chart);
            return Csv.ForSpreadsheets(rows.Select(row => new[]
            {
                row.Account, number(row.Account), row.Side, row.CustomerId, Name(steps, row.Step),
                row.Amount.ToString(CultureInfo.InvariantCulture), caller.Shop.Currency,
            }).Prepend(Header));
        }

        private async Task<(MonthRow Month, List<Row> Rows)> Read(string month, int[] steps, CancellationToken cancel)
        {
            var shop = caller.Shop;
            var found = (await db.Read(shop.Id, batch => batch.Books.Month(shop.Id, month), cancel)).First
                ?? throw CommonProblems.MonthNotFound.For(month);
            return (found, await db.Rows<Row>(shop.Id, Sql, new
            {
                shop = shop.Id,
                unit = shop.Currency,
                found.Watermark,
                end = found.MonthEnd,
                // From the first moment that is older than a step's last day.
                edges = steps.Select(days => found.MonthEnd.AddDays(-days - 1)).ToArray(),
            }, cancel));
        }

        private static int[] Steps(string? days)
        {
            var steps = (days ?? UsualDays).Split(',').Select(text =>
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? step : 0).ToArray();
            return steps.Length <= MaxSteps && steps[0] > 0 && steps[^1] <= MaxDays
                && steps.Zip(steps.Skip(1)).All(pair => pair.First < pair.Second)
                ? steps
                : throw MonthProblems.DaysInvalid.Because(
                    $"days must be up to {MaxSteps} rising numbers, such as {UsualDays}.", "?days");
        }

        private static string Name(int[] steps, int step) => step switch
        {
            0 => $"0-{steps[0]}",
            _ when step == steps.Length => $">{steps[^1]}",
            _ => $"{steps[step - 1] + 1}-{steps[step]}",
        };
    }

    private sealed record Row(string Account, string CustomerId, string Side, int Step, long Amount);

    // Of a balance the newest amounts of its own direction are left, as far as they go.
    private const string Sql = """
        select l.account, c.customer_id, case when l.balance > 0 then 'liability' else 'debt' end as side, l.step,
            sum(l.part)::bigint as amount
        from (
            select r.account, r.customer_key, r.balance, (
                    select count(*)::int from unnest(@edges) as edge where r.at <= edge) as step,
                greatest(least(abs(r.change), abs(r.balance) - (r.running - abs(r.change))), 0) as part
            from (
                select e.*, sum(e.change) over (partition by e.account, e.customer_key, e.order_key) as balance,
                    sum(abs(e.change)) over (
                        partition by e.account, e.customer_key, e.order_key, sign(e.change)
                        order by e.at desc, e.movement_id desc) as running
                from (
                    select sides.account, m.customer_key, m.movement_id, sides.change,
                        case when sides.account in ('pending', 'held') then m.order_key end as order_key,
                        case when m.event in ('matured', 'settled') then m.occurred_at else m.recorded_at end as at
                    from movements m
                    cross join lateral (values (m.from_account, -m.amount), (m.to_account, m.amount))
                        as sides(account, change)
                    where m.shop_id = @shop and m.unit = @unit and m.movement_id <= @watermark
                        and m.recorded_at < @end and sides.account in ('pending', 'held', 'available', 'settled'))
                    as e) as r
            where sign(r.change) = sign(r.balance)) as l
        join customers c on c.shop_id = @shop and c.customer_key = l.customer_key
        where l.part > 0
        group by l.account, c.customer_id, l.balance > 0, l.step
        order by l.account, c.customer_id, l.step
        """;
}
