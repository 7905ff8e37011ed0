namespace SocialCommerce.Payouts.TaxReports;

/// <summary>
/// Lists remittances of withheld tax in the order in which they were reported, and the months of payment with what was
/// withheld, remitted, and is left to remit.
/// </summary>
internal static class ListTaxRemittances
{
    /// <summary>The status of the remittances, and the page.</summary>
    public sealed record Query(string? Status, int? Limit, string? Cursor) : IRequest<Page<TaxRemittance>>;

    /// <summary>The page of months, the latest first.</summary>
    public sealed record MonthsQuery(int? Limit, string? Cursor) : IRequest<Page<Month>>;

    /// <summary>The tax of a month of payment.</summary>
    /// <param name="TaxMonth">The month.</param>
    /// <param name="Bills">Bills that count in it: those that failed or came back do not.</param>
    /// <param name="Gross">Paid before tax.</param>
    /// <param name="Withheld">Withheld from it, corrections included.</param>
    /// <param name="Remitted">Paid to the authority.</param>
    /// <param name="Payable">What is left to remit; below 0 after tax was returned of what had been remitted.</param>
    public sealed record Month(
        string TaxMonth, long Bills, Money Gross, Money Withheld, Money Remitted, Money Payable)
    {
        internal static Month Of(Shop shop, TaxMonthRow row) => new(
            row.Month, row.Bills, shop.Money(row.Gross), shop.Money(row.Withheld), shop.Money(row.Remitted),
            shop.Money(row.Payable));
    }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/tax-remittances", (
                string? status, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(status, limit, cursor), cancel))
            .Describe(
                "listTaxRemittances", "Payouts", "List tax remittances",
                "Lists the remittances of withheld tax in the order in which they were reported; filter by `status` "
                    + "to find those that await a decision.")
            .Scope(Scopes.PayoutsRead)
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValueUnknown);
        routes.MapGet("/v1/tax-months", (int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new MonthsQuery(limit, cursor), cancel))
            .Describe(
                "listTaxMonths", "Payouts", "List tax months",
                "Lists the months of payment, latest first, with the tax withheld, remitted and payable. Use it to "
                    + "find what is due to the tax authority.")
            .Scope(Scopes.PayoutsRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);
    }

    internal sealed class Handler(Db db, Caller caller)
        : IRequestHandler<Query, Page<TaxRemittance>>, IRequestHandler<MonthsQuery, Page<Month>>
    {
        public async Task<Page<TaxRemittance>> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("status", query.Status, ApprovalStatus.Statuses);
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            var rows = await db.Rows<RemittanceRow>(shop.Id, ListSql, new
            {
                shop = shop.Id,
                query.Status,
                after = Paging.DecodeKey(query.Cursor),
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.RemittanceKey).Select(row => row.ToRemittance(shop));
        }

        public async Task<Page<Month>> Handle(MonthsQuery query, CancellationToken cancel)
        {
            var (shop, limit, before) = (caller.Shop, Paging.Limit(query.Limit), Paging.Decode(query.Cursor));
            var rows = await db.Read(shop.Id, batch => batch.Payouts.TaxMonths(shop, null, before, limit + 1), cancel);
            return Paging.Of(rows.List, limit, row => row.Month).Select(row => Month.Of(shop, row));
        }
    }

    private const string ListSql = $"""
        {RemittanceRow.Select} and r.remittance_key > @after
            and (@status is null or @status = case when r.approved then 'approved' when not r.approved then 'rejected'
                else 'waiting' end)
        order by r.remittance_key limit @take
        """;
}
