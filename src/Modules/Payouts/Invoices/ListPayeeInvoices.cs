using SocialCommerce.Payouts.Payees;

namespace SocialCommerce.Payouts.Invoices;

/// <summary>
/// Lists the invoices of a business payee in the order in which they were recorded: all, or those of a status.
/// </summary>
internal static class ListPayeeInvoices
{
    /// <summary>The payee, the status of the invoices, and the page.</summary>
    public sealed record Query(string PayeeId, string? Status, int? Limit, string? Cursor)
        : IRequest<Page<PayeeInvoice>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/payees/{payeeId}/invoices", (
                string payeeId, string? status, int? limit, string? cursor, IMediator mediator,
                CancellationToken cancel) => mediator.Send(new Query(payeeId, status, limit, cursor), cancel))
            .Describe(
                "listPayeeInvoices", "Payees", "List a payee's invoices",
                "Lists the invoices of a business payee in the order in which they were recorded; filter by `status` "
                    + "to find open ones.")
            .Scope(Scopes.PayoutsRead)
            .Problems(
                CommonProblems.CursorUnreadable, PayeeProblems.PayeeNotFound, CommonProblems.LimitOutOfRange,
                CommonProblems.ValueUnknown);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<PayeeInvoice>>
    {
        public async Task<Page<PayeeInvoice>> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("status", query.Status, PayeeInvoice.Statuses);
            var (shop, payeeKey) = (caller.Shop, Payee.KeyOf(query.PayeeId));
            var (limit, after) = (Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            PendingRows<string>? kind = null;
            var rows = await db.Read(shop.Id, batch =>
            {
                kind = batch.Rows<string>(KindSql, new { shop = shop.Id, payeeKey });
                return batch.Rows<InvoiceRow>(
                    ListSql, new { shop = shop.Id, payeeKey, query.Status, after, take = limit + 1 });
            }, cancel);
            if (kind!.First is null) throw PayeeProblems.PayeeNotFound.For(query.PayeeId);
            return Paging.Of(rows.List, limit, row => row.InvoiceKey).Select(row => row.ToInvoice(shop));
        }
    }

    private const string KindSql = "select kind from payees where shop_id = @shop and payee_key = @payeeKey";

    private const string ListSql = $"""
        {InvoiceRow.Select} and i.payee_key = @payeeKey and i.invoice_key > @after
            and (@status is null or @status = case when i.voided_at is not null then 'voided'
                when cardinality(u.transfer_nos) > 0 then 'used' else 'open' end)
        order by i.invoice_key limit @take
        """;
}
