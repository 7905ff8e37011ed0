using System.Globalization;
using SocialCommerce.Books.Months;
using SocialCommerce.Commissions.Costs;
using SocialCommerce.Flows.Context;

namespace SocialCommerce.Flows.Books;

/// <summary>
/// Reports what commissions cost in closed months, by kind, rule, plan version, tier and product, and reconciles it
/// with the trial balance. It counts what those months have booked and nothing recorded later, so that the same months
/// always give the same figures. By product each commission is allocated to its rule's lines by largest remainder.
/// </summary>
internal static class GetCommissionCosts
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

    internal sealed class Handler(FlowContext context, ShopSettings settings) : IRequestHandler<Query, CommissionCosts>
    {
        public async Task<CommissionCosts> Handle(Query query, CancellationToken cancel)
        {
            var by = CostDimension.Parse(query.By);
            if ((query.Period ?? await Latest(cancel)) is not { } first)
                return Made(null, null, by, CostReport.Empty(context.Shop), []);
            var last = query.Through ?? first;
            if (string.CompareOrdinal(last, first) < 0)
                throw CostProblems.PeriodReversed.Because("through must not be before period.", "?through");
            return await context.Db.Long.ReadSnapshot(
                context.Shop.Id, transaction => Report(transaction, first, last, by), cancel);
        }

        private async Task<string?> Latest(CancellationToken cancel) =>
            (await context.Db.Read(context.Shop.Id, batch => batch.Books.LastClose(context.Shop.Id), cancel))
                .First?.Month;

        private async Task<CommissionCosts> Report(
            ShopTransaction transaction, string first, string last, IReadOnlyList<string> by)
        {
            var shop = context.Shop;
            var reads = transaction.Batch();
            var state = reads.ShopState(shop.Id);
            var months = new[] { first, last }.Select(month => reads.Books.Month(shop.Id, month)).ToList();
            var before = reads.Books.MonthBefore(shop.Id, first);
            var turnover = reads.Books.Turnover(shop.Id, first, last, [Account.Expense, Account.ClawbackLoss]);
            await reads.Run(transaction.Cancel);
            if (months[0].First is null) throw CommonProblems.MonthNotFound.For(first);
            var period = (months[1].First ?? throw CommonProblems.MonthNotFound.For(last)).Since(before.First);
            var report = new CostReport(shop, await settings.Commissions(transaction, state.First!));
            return Made(first, last, by, await report.Of(transaction, period, by), turnover.List);
        }

        private CommissionCosts Made(
            string? first, string? last, IReadOnlyList<string> by, CostBreakdown costs, List<Turnover> turnover)
        {
            long Of(string account) =>
                turnover.Where(row => row.Account == account).Sum(row => row.Given - row.Received);
            var (expense, loss) = (Of(Account.Expense), Of(Account.ClawbackLoss));
            var total = costs.Total;
            return new CommissionCosts(
                first, last, by, costs.Lines, total,
                new CostTieOut(
                    context.Shop.Money(expense), context.Shop.Money(loss),
                    context.Shop.Money(total.Net.Amount + total.Absorbed.Amount - expense - loss)));
        }
    }
}
