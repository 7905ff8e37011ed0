using SocialCommerce.Payouts.Batches;
using SocialCommerce.Payouts.Payees;
using SocialCommerce.Payouts.Planning;
using SocialCommerce.Payouts.Settings;
using SocialCommerce.Payouts.Taxes;

namespace SocialCommerce.Payouts.TaxReports;

/// <summary>
/// Lists the payees paid in the tax period of a month, with the tax on it; or only those with too much or too little
/// tax withheld, for a correction where no payment follows. Where tax accumulates over the year, its latest month shows
/// the whole period.
/// </summary>
internal static class ListTaxMonth
{
    /// <summary>The month, and the page; <c>Differs</c>: only where withheld and due differ.</summary>
    public sealed record Query(string Month, bool? Differs, int? Limit, string? Cursor)
        : IRequest<Page<GetTaxMonth.Result>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/tax-months/{month}", (
                string month, bool? differs, int? limit, string? cursor, IMediator mediator,
                CancellationToken cancel) => mediator.Send(new Query(month, differs, limit, cursor), cancel))
            .Describe(
                "listTaxMonth", "Payees", "List the payees of a tax month",
                "Lists the payees that were paid in the tax period of a month, with the tax withheld and due. With "
                    + "`differs`, the list has only payees with too much or too little tax withheld; use it to find "
                    + "corrections where no payment follows. Where tax accumulates over the year, ask for the latest "
                    + "month of that year.")
            .Scope(Scopes.PayoutsRead)
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.MonthNotFound, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller, PayoutContext context)
        : IRequestHandler<Query, Page<GetTaxMonth.Result>>
    {
        public async Task<Page<GetTaxMonth.Result>> Handle(Query query, CancellationToken cancel)
        {
            if (Periods.MonthStart(query.Month) is null) throw CommonProblems.MonthNotFound.For(query.Month);
            var (shop, limit, after) = (caller.Shop, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            // What is due only the rates know, so that all are looked at for a page of those who differ.
            int? take = query.Differs == true ? null : limit + 1;
            var (plan, rows) = await db.ReadSnapshot(
                shop.Id, transaction => Month(transaction, query.Month, after, take), cancel);
            var shown = rows.Select(row => (row.PayeeKey, Result: row.ToResult(caller, plan)))
                .Where(one => query.Differs != true || one.Result.PeriodWithheld != one.Result.PeriodDue)
                .Take(limit + 1).ToList();
            return Paging.Of(shown, limit, one => one.PayeeKey).Select(one => one.Result);
        }

        private async Task<(PayoutPlan Plan, List<Row> Rows)> Month(
            ShopTransaction transaction, string month, long after, int? take)
        {
            var shop = caller.Shop;
            var first = transaction.Batch();
            var settings = first.Payouts.SettingsInForce(shop.Id, context.Origin);
            var mode = first.Payouts.TaxModeOf(shop.Id, month);
            await first.Run(transaction.Cancel);
            var plan = TaxMonthSql.Plan(settings.First!, mode.First, month);
            var second = transaction.Batch();
            var rows = second.Rows<Row>(ListSql, new
            {
                shop = shop.Id,
                from = TaxTable.InForce(plan.Settings.Content.TaxMode, month)?.PeriodStart(month) ?? month,
                month,
                zone = shop.TimeZone,
                after,
                take,
            });
            await second.Run(transaction.Cancel);
            return (plan, rows.List);
        }
    }

    private sealed record Row(
        long PayeeKey, string Kind, long Transfers, long Gross, long Withheld, long PeriodGross, long PeriodWithheld,
        string FirstMonth)
    {
        public GetTaxMonth.Result ToResult(Caller caller, PayoutPlan plan) => GetTaxMonth.Result.Of(
            caller.Shop, PublicId.Of(Payee.Prefix, PayeeKey), plan.Month,
            new GetTaxMonth.MonthRow(Transfers, Gross, Withheld),
            new TaxPosition(PeriodGross, PeriodWithheld, TaxMonth.Count(FirstMonth, plan.Month)), plan.TableFor(Kind));
    }

    private const string ListSql = $"""
        select p.payee_key, p.kind, count(*) filter (where is_transfer and tax_month = @month) as transfers,
            coalesce(sum(gross) filter (where tax_month = @month), 0)::bigint as gross,
            coalesce(sum(tax) filter (where tax_month = @month), 0)::bigint as withheld,
            sum(gross)::bigint as period_gross, sum(tax)::bigint as period_withheld, min(tax_month) as first_month
        from (
            select true as is_transfer, payee_key, gross, tax, tax_month from payout_transfers
            where shop_id = @shop and state not in {TransferStates.NotPaid}
            union all
            select false, c.* from ({PayoutBatchSql.Corrections}) as c) as events
        join payees p on p.shop_id = @shop and p.payee_key = events.payee_key
        where tax_month between @from and @month and p.payee_key > @after
        group by p.payee_key, p.kind order by p.payee_key limit @take
        """;
}
