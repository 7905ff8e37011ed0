namespace SocialCommerce.Payouts.Returns;

/// <summary>The statements about returns.</summary>
internal static class ReturnSql
{
    /// <summary>Holds the transfer until the transaction ends: reports and decisions go one after the other.</summary>
    public static PendingRows<ReturnedTransfer> LockReturnedTransfer(
        this PayoutsBatch batch, long shopId, string transferNo) =>
        batch.Rows<ReturnedTransfer>(LockSql, new { shop = shopId, transferNo });

    /// <summary>What was reported of a transfer, the latest first.</summary>
    public static PendingRows<ReturnRow> ReturnsOf(this PayoutsBatch batch, long shopId, string transferNo) =>
        batch.Rows<ReturnRow>(OfTransferSql, new { shop = shopId, transferNo });

    private const string LockSql = """
        select transfer_key, customer_key, channel, state, net from payout_transfers where shop_id = @shop
            and transfer_no = @transferNo
        for no key update
        """;

    private const string OfTransferSql =
        $"{ReturnRow.Select} and b.transfer_no = @transferNo order by r.return_key desc";
}
