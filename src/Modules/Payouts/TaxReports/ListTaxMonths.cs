namespace SocialCommerce.Payouts.TaxReports;

/// <summary>
/// Lists the months of payment, latest first, with what was withheld, remitted, and is left to remit.
/// </summary>
internal static class ListTaxMonths
{
    /// <summary>The page of months, the latest first.</summary>
    public sealed record Query(int? Limit, string? Cursor) : IRequest<Page<Month>>;

    /// <summary>The tax of a month of payment.</summary>
    /// <param name="TaxMonth">The month.</param>
    /// <param name="Transfers">Transfers that count in it: those that failed or came back do not.</param>
    /// <param name="Gross">Paid before tax.</param>
    /// <param name="Withheld">Withheld from it, corrections included.</param>
    /// <param name="Remitted">Paid to the authority.</param>
    /// <param name="Payable">What is left to remit; below 0 after tax was returned of what had been remitted.</param>
    public sealed record Month(
        string TaxMonth, long Transfers, Money Gross, Money Withheld, Money Remitted, Money Payable)
    {
        internal static Month Of(Shop shop, TaxMonthRow row) => new(
            row.Month, row.Transfers, shop.Money(row.Gross), shop.Money(row.Withheld), shop.Money(row.Remitted),
            shop.Money(row.Payable));
    }

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/tax-months", (int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(limit, cursor), cancel))
            .Describe(
                "listTaxMonths", "Payouts", "List tax months",
                "Lists the months of payment, latest first, with the tax withheld, remitted and payable. Use it to "
                    + "find what is due to the tax authority.")
            .Scope(Scopes.PayoutsRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Month>>
    {
        public async Task<Page<Month>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit, before) = (caller.Shop, Paging.Limit(query.Limit), Paging.Decode(query.Cursor));
            var rows = await db.Read(shop.Id, batch => batch.Payouts.TaxMonths(shop, null, before, limit + 1), cancel);
            return Paging.Of(rows.List, limit, row => row.Month).Select(row => Month.Of(shop, row));
        }
    }
}
