namespace SocialCommerce.Payouts.Returns;

/// <summary>The statements about returns.</summary>
internal static class ReturnSql
{
    /// <summary>Holds the bill until the transaction ends: reports and decisions go one after the other.</summary>
    public static PendingRows<ReturnedTransfer> LockReturnedBill(this PayoutsBatch batch, long shopId, string billNo) =>
        batch.Rows<ReturnedTransfer>(LockSql, new { shop = shopId, billNo });

    /// <summary>What was reported of a bill, the latest first.</summary>
    public static PendingRows<ReturnRow> ReturnsOf(this PayoutsBatch batch, long shopId, string billNo) =>
        batch.Rows<ReturnRow>(OfBillSql, new { shop = shopId, billNo });

    private const string LockSql = """
        select bill_key, customer_key, channel, state, net from payout_bills where shop_id = @shop and bill_no = @billNo
        for no key update
        """;

    private const string OfBillSql = $"{ReturnRow.Select} and b.bill_no = @billNo order by r.return_key desc";
}
