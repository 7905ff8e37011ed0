using System.Globalization;
using SocialCommerce.Commissions.Months;
using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Settings;

namespace SocialCommerce.Commissions.Costs;

/// <summary>
/// Reports what commissions cost in closed months, by kind, rule, plan version, tier and product, and reconciles it
/// with the trial balance. It counts what those months have booked and nothing recorded later, so that the same months
/// always give the same figures. By product each commission is allocated to its rule's lines by largest remainder.
/// </summary>
internal static class ShowCommissionCosts
{
    private static readonly string[] Header =
    [
        "kind", "rule", "planId", "tier", "productId", "accruedMinor", "reversedMinor", "netMinor", "absorbedMinor",
        "currency",
    ];

    /// <summary>The months and the dimensions of the report; without months, the latest closed month.</summary>
    public sealed record Query(string? Period, string? Through, string? By) : IRequest<CommissionCosts>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/commission-costs", (
                string? period, string? through, string? by, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(period, through, by), cancel))
            .Describe(
                "getCommissionCosts", "Books", "Get commission costs",
                "Returns what commissions cost in closed months, broken down by kind, rule, plan version, tier or "
                    + "product, and the reconciliation with the trial balance. Later facts are not counted, so the "
                    + "same months always give the same figures. By product, each commission is allocated to its "
                    + "rule's order lines by largest remainder. Without `period` the latest closed month is reported; "
                    + "a month that is not closed returns 404.")
            .Scope(Scopes.CommissionsRead).Expensive()
            .Problems(
                CommonProblems.MonthNotFound, CostProblems.PeriodReversed, CostProblems.ValueRepeated,
                CommonProblems.ValueUnknown);
        routes.MapGet("/v1/commission-costs/csv", async (
                string? period, string? through, string? by, IMediator mediator, CancellationToken cancel) =>
                new CsvFile("commission-costs", File(await mediator.Send(new Query(period, through, by), cancel))))
            .Describe(
                "getCommissionCostsCsv", "Books", "Export commission costs as CSV",
                "Exports the commission costs of closed months with one row for each combination of the requested "
                    + "dimensions: accrued, reversed, net and absorbed amounts in minor units. It takes the same "
                    + "parameters as the JSON report and leaves out the reconciliation.")
            .Scope(Scopes.CommissionsRead).Expensive().AnswersCsv()
            .Problems(
                CommonProblems.MonthNotFound, CostProblems.PeriodReversed, CostProblems.ValueRepeated,
                CommonProblems.ValueUnknown);
    }

    private static string File(CommissionCosts costs) => Csv.ForSpreadsheets(costs.Lines.Select(line => new[]
    {
        line.Kind, line.Rule, line.PlanId, line.Tier, line.ProductId, Number(line.Sums.Accrued),
        Number(line.Sums.Reversed), Number(line.Sums.Net), Number(line.Sums.Absorbed), line.Sums.Net.Currency,
    }).Prepend(Header));

    private static string Number(Money money) => money.Amount.ToString(CultureInfo.InvariantCulture);

    internal sealed class Handler(Db db, Caller caller, CommissionSettingsCache settings)
        : IRequestHandler<Query, CommissionCosts>
    {
        public async Task<CommissionCosts> Handle(Query query, CancellationToken cancel)
        {
            var by = CostDimension.Parse(query.By);
            if ((query.Period ?? await Latest(cancel)) is not { } first) return Made(null, null, by, [], []);
            var last = query.Through ?? first;
            if (string.CompareOrdinal(last, first) < 0)
                throw CostProblems.PeriodReversed.Because("through must not be before period.", "?through");
            return await db.Long.ReadSnapshot(
                caller.Shop.Id, transaction => Report(transaction, first, last, by), cancel);
        }

        private Task<string?> Latest(CancellationToken cancel) =>
            db.First<string>(caller.Shop.Id, LatestSql, new { shop = caller.Shop.Id }, cancel);

        private async Task<CommissionCosts> Report(
            ShopTransaction transaction, string first, string last, IReadOnlyList<string> by)
        {
            var shop = caller.Shop;
            var reads = transaction.Batch();
            var months = new[] { first, last }.Select(month => reads.Commissions.Month(shop.Id, month)).ToList();
            var before = reads.Commissions.MonthBefore(shop.Id, first);
            var turnover = reads.Rows<TurnoverRow>(TurnoverSql, new { shop = shop.Id, first, last });
            await reads.Run(transaction.Cancel);
            if (months[0].First is null) throw CommonProblems.MonthNotFound.For(first);
            var period = new ClosedPeriod(
                before.First, months[1].First ?? throw CommonProblems.MonthNotFound.For(last));

            var sums = new Dictionary<CostKey, CostAmounts>();
            void Add(CostKey key, CostAmounts amounts) =>
                sums[key.Of(by)] = sums.GetValueOrDefault(key.Of(by), CostAmounts.Zero) + amounts;
            if (by.Contains(CostDimension.Product)) await ByProduct(transaction, period, Add);
            else await Whole(transaction, period, Add);
            return Made(first, last, by, sums, turnover.List);
        }

        private async Task Whole(ShopTransaction transaction, ClosedPeriod period, Action<CostKey, CostAmounts> add)
        {
            var reads = transaction.Batch();
            reads.JoinWholeTables();
            var rows = reads.Commissions.Costs(caller.Shop, period);
            await reads.Run(transaction.Cancel);
            foreach (var row in rows.List) add(row.Key, row.Amounts);
        }

        private async Task ByProduct(ShopTransaction transaction, ClosedPeriod period, Action<CostKey, CostAmounts> add)
        {
            var reads = transaction.Batch();
            reads.JoinWholeTables();
            var state = reads.ShopState(transaction.ShopId);
            var others = reads.Commissions.CostsWithoutOrder(caller.Shop, period);
            reads.Commissions.OpenOrderCosts(caller.Shop, period);
            await reads.Run(transaction.Cancel);
            foreach (var row in others.List) add(row.Key, row.Amounts);

            var plans = await settings.Get(transaction, state.First!.SettingsVersion);
            var orders = new OrderCosts(plans, add);
            for (var more = true; more;)
            {
                var fetching = transaction.Batch();
                var part = fetching.Fetch<CostMovement>();
                await fetching.Run(transaction.Cancel);
                foreach (var movement in part.List) orders.Take(movement);
                more = part.List.Count == SqlBatch.PartSize;
            }
        }

        private CommissionCosts Made(
            string? first, string? last, IReadOnlyList<string> by, Dictionary<CostKey, CostAmounts> sums,
            List<TurnoverRow> turnover)
        {
            var total = sums.Values.Aggregate(CostAmounts.Zero, (sum, one) => sum + one);
            long Of(string account) =>
                turnover.Where(row => row.Account == account).Sum(row => row.Given - row.Received);
            var (expense, loss) = (Of(Account.Expense), Of(Account.ClawbackLoss));
            return new CommissionCosts(
                first, last, by,
                [.. sums.Where(one => one.Value != CostAmounts.Zero).Select(one => Line(one.Key, one.Value, by))
                    .OrderBy(line => line.Kind, StringComparer.Ordinal)
                    .ThenBy(line => line.Rule, StringComparer.Ordinal)
                    .ThenBy(line => line.PlanId, StringComparer.Ordinal)
                    .ThenBy(line => line.Tier, StringComparer.Ordinal)
                    .ThenBy(line => line.ProductId, StringComparer.Ordinal)],
                Sums(total),
                new CostTieOut(
                    caller.Shop.Money(expense), caller.Shop.Money(loss),
                    caller.Shop.Money(total.Accrued - total.Reversed + total.Absorbed - expense - loss)));
        }

        private CostLine Line(CostKey key, CostAmounts amounts, IReadOnlyList<string> by)
        {
            string? Shown(string dimension, string? value) =>
                by.Contains(dimension) ? value ?? CostDimension.None : null;
            return new CostLine(
                Shown(CostDimension.Kind, key.Kind), Shown(CostDimension.Rule, key.Rule),
                Shown(CostDimension.Plan, key.PlanKey is { } plan ? PublicId.Of(PlanVersion.Prefix, plan) : null),
                Shown(CostDimension.Tier, key.Tier), Shown(CostDimension.Product, key.ProductId), Sums(amounts));
        }

        private CostSums Sums(CostAmounts amounts) => new(
            caller.Shop.Money(amounts.Accrued), caller.Shop.Money(amounts.Reversed),
            caller.Shop.Money(amounts.Accrued - amounts.Reversed), caller.Shop.Money(amounts.Absorbed));
    }

    private sealed record TurnoverRow(string Account, long Received, long Given);

    private const string LatestSql = """
        select month from month_closes where shop_id = @shop order by month_end desc limit 1
        """;

    private const string TurnoverSql = $"""
        select account, sum(received)::bigint as received, sum(given)::bigint as given from month_balances
        where shop_id = @shop and month between @first and @last
            and account in ('{Account.Expense}', '{Account.ClawbackLoss}')
        group by account
        """;
}
