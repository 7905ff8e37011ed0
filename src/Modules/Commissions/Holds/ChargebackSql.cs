namespace SocialCommerce.Commissions.Holds;

/// <summary>The statements about chargebacks.</summary>
public static class ChargebackSql
{
    /// <summary>The chargeback with this id, if there is one.</summary>
    public static PendingRows<Chargeback> Chargeback(this CommissionsBatch batch, long shopId, string chargebackId) =>
        batch.Rows<Chargeback>(FindSql, new { shop = shopId, chargebackId });

    /// <summary>Opens a chargeback.</summary>
    public static void OpenChargeback(this CommissionsBatch batch, PostingContext posting, string chargebackId) =>
        batch.Do(OpenSql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            chargebackId,
            posting.OccurredAt,
            posting.RecordedAt,
        });

    /// <summary>Decides a chargeback.</summary>
    public static void DecideChargeback(
        this CommissionsBatch batch, PostingContext posting, string chargebackId, string outcome) =>
        batch.Do(DecideSql, new
        {
            shop = posting.ShopId,
            chargebackId,
            outcome,
            posting.OccurredAt,
            posting.RecordedAt,
        });

    private const string FindSql = """
        select c.chargeback_id, o.order_id, c.opened_at, coalesce(d.outcome, 'open') as status, d.decided_at
        from chargebacks c
        join commission_orders o on o.shop_id = @shop and o.order_key = c.order_key
        left join chargeback_outcomes d on d.shop_id = @shop and d.chargeback_id = c.chargeback_id
        where c.shop_id = @shop and c.chargeback_id = @chargebackId
        """;

    private const string OpenSql = """
        insert into chargebacks (shop_id, chargeback_id, order_key, opened_at, recorded_at)
        values (@shop, @chargebackId, @orderKey, @occurredAt, @recordedAt)
        """;

    private const string DecideSql = """
        insert into chargeback_outcomes (shop_id, chargeback_id, outcome, decided_at, recorded_at)
        values (@shop, @chargebackId, @outcome, @occurredAt, @recordedAt)
        """;
}
