using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>A chargeback (拒付) of an order's payment.</summary>
/// <param name="ChargebackId">The merchant's own id, unique in the shop.</param>
/// <param name="OrderId">The order.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="Status">`open`, `won` or `lost`.</param>
/// <param name="DecidedAt">When it was decided; absent while it is open.</param>
public sealed record Chargeback(
    string ChargebackId, string OrderId, DateTimeOffset OpenedAt, string Status, DateTimeOffset? DecidedAt)
{
    /// <summary>Not decided.</summary>
    public const string Open = "open";

    /// <summary>The payment stays: what was held is set free.</summary>
    public const string Won = "won";

    /// <summary>The payment is gone: what is left of the order is refunded.</summary>
    public const string Lost = "lost";
}

/// <summary>The statements about chargebacks.</summary>
public static class ChargebackStatements
{
    /// <summary>The chargeback with this id, if there is one.</summary>
    public static Rows<Chargeback> Chargeback(this Batch batch, long shopId, string chargebackId) =>
        batch.Rows<Chargeback>(FindSql, new { shop = shopId, chargebackId });

    /// <summary>Opens a chargeback.</summary>
    public static void OpenChargeback(this Batch batch, Occasion when, string chargebackId) => batch.Do(OpenSql, new
    {
        shop = when.ShopId,
        when.OrderKey,
        chargebackId,
        when.OccurredAt,
        when.RecordedAt,
    });

    /// <summary>Decides a chargeback.</summary>
    public static void DecideChargeback(this Batch batch, Occasion when, string chargebackId, string outcome) =>
        batch.Do(DecideSql, new
        {
            shop = when.ShopId,
            chargebackId,
            outcome,
            when.OccurredAt,
            when.RecordedAt,
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
