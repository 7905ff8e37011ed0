using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>A bank's return of a bill that it had paid (退票): reported by one person, decided by another.</summary>
/// <param name="BillNo">The bill.</param>
/// <param name="CustomerId">Whom it had paid.</param>
/// <param name="Net">What came back: all that the payee had got.</param>
/// <param name="Reason">Why the bank sent it back.</param>
/// <param name="Document">The paper that proves it.</param>
/// <param name="Status"><c>waiting</c>, <c>approved</c> or <c>rejected</c>.</param>
/// <param name="ReportedBy">Operator id of who reported it.</param>
/// <param name="ReportedAt">When, by the shop's clock.</param>
/// <param name="DecidedBy">Operator id of who approved or rejected it.</param>
/// <param name="DecidedAt">When; an approved one is booked at this time.</param>
/// <param name="Note">What that person said.</param>
public sealed record PayoutReturn(
    string BillNo, string CustomerId, Money Net, string Reason, string Document, string Status, string ReportedBy,
    DateTimeOffset ReportedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? Note);

/// <summary>A return as it is kept.</summary>
internal sealed record ReturnRow(
    long ReturnKey, long BillKey, string BillNo, string CustomerId, long Net, string Reason, string Document,
    bool? Approved, string ReportedBy, DateTimeOffset ReportedAt, string? DecidedBy, DateTimeOffset? DecidedAt,
    string? Note)
{
    /// <summary>SQL: returns r of bills b, a condition follows.</summary>
    public const string Select = """
        select r.return_key, r.bill_key, b.bill_no, c.customer_id, b.net, r.reason, r.document, r.approved,
            r.reported_by, r.reported_at, r.decided_by, r.decided_at, r.note
        from payout_returns r
        join payout_bills b on b.shop_id = @shop and b.bill_key = r.bill_key
        join customers c on c.shop_id = @shop and c.customer_key = b.customer_key
        where r.shop_id = @shop
        """;

    /// <summary>As the API shows it.</summary>
    public PayoutReturn ToReturn(Shop shop) => new(
        BillNo, CustomerId, shop.Money(Net), Reason, Document, Decisions.Status(Approved), ReportedBy, ReportedAt,
        DecidedBy, DecidedAt, Note);
}

/// <summary>The statements about returns.</summary>
internal static class ReturnStatements
{
    /// <summary>Holds the bill until the transaction ends: reports and decisions go one after the other.</summary>
    public static Rows<ReturnedBill> LockReturnedBill(this Batch batch, long shopId, string billNo) =>
        batch.Rows<ReturnedBill>(LockSql, new { shop = shopId, billNo });

    /// <summary>What was reported of a bill, the latest first.</summary>
    public static Rows<ReturnRow> ReturnsOf(this Batch batch, long shopId, string billNo) =>
        batch.Rows<ReturnRow>(OfBillSql, new { shop = shopId, billNo });

    private const string LockSql = """
        select bill_key, customer_key, channel, state, net from payout_bills where shop_id = @shop and bill_no = @billNo
        for no key update
        """;

    private const string OfBillSql = $"{ReturnRow.Select} and b.bill_no = @billNo order by r.return_key desc";
}

/// <summary>A bill of which a return is reported or decided.</summary>
internal sealed record ReturnedBill(long BillKey, long CustomerKey, string Channel, string State, long Net);
