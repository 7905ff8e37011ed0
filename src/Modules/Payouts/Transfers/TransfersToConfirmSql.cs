namespace SocialCommerce.Payouts.Transfers;

/// <summary>Reads what a customer has to confirm.</summary>
public static class TransfersToConfirmSql
{
    /// <summary>What the carried customer has to confirm at a time; one row.</summary>
    public static PendingRows<TransfersToConfirm> ToConfirm(
        this PayoutsBatch batch, long shopId, DateTimeOffset now) =>
        batch.Rows<TransfersToConfirm>(CountSql, new { shop = shopId, now });

    private const string CountSql = $"""
        select count(*) as count, coalesce(sum(net), 0)::bigint as net_minor, min(confirm_before) as confirm_before
        from payout_transfers
        where shop_id = @shop and customer_key = {BatchVariables.BuyerKey} and state = 'awaitingConfirmation'
            and confirm_before > @now and cancel_asked_at is null
        """;
}
