using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Reconciliation;

/// <summary>The statements about reconciliations that several slices carry.</summary>
internal static class ReconciliationSql
{
    /// <summary>
    /// Until the transaction ends no other reconciliation of the shop is proposed or decided, and no batch is approved
    /// with an origin that is about to change.
    /// </summary>
    public static void LockReconciliations(
        this PayoutsBatch batch, long shopId, DatabaseOrigin origin, DateTimeOffset begun)
    {
        batch.BeginPayouts(shopId, origin, begun);
        batch.Rows<long>(LockSql, new { shop = shopId });
    }

    /// <summary>A reconciliation.</summary>
    public static PendingRows<ReconciliationRow> Reconciliation(this PayoutsBatch batch, long shopId, long key) =>
        batch.Rows<ReconciliationRow>(FindSql, new { shop = shopId, key });

    /// <summary>Channels that were not reconciled since the restore, but for one of which this is done now.</summary>
    public static PendingRows<string> WaitingChannels(
        this PayoutsBatch batch, long shopId, DatabaseOrigin origin, string besides) =>
        batch.Rows<string>(WaitingSql, new { shop = shopId, word = origin.Word, besides });

    private const string LockSql = "select shop_id from payout_states where shop_id = @shop for no key update";

    private const string FindSql = $"{ReconciliationRow.Select} and r.reconciliation_key = @key";

    private const string WaitingSql = """
        select c.channel
        from (
            select 'manual' as channel
            union all
            select 'wechat' from wechat_channels where shop_id = @shop) as c
        left join payout_channel_origins o on o.shop_id = @shop and o.channel = c.channel
        where o.origin is distinct from payout_origin(@word) and c.channel <> @besides
        order by c.channel
        """;
}
