using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Touchpoints;

/// <summary>What an order may be attributed to, as the database knows it.</summary>
/// <param name="TouchpointKey">The touchpoint named by the order, else the one last scanned; null for none.</param>
/// <param name="TouchpointId">The merchant's id of it.</param>
/// <param name="Basis"><see cref="Decision.ByOrder"/> or <see cref="Decision.ByScan"/>; null for none.</param>
/// <param name="InviterId">Whose touchpoint it is, or null.</param>
/// <param name="KnownCode">Whether the order's own code names a touchpoint of the shop.</param>
public sealed record Attribution(
    long? TouchpointKey, string? TouchpointId, string? Basis, string? InviterId, bool KnownCode)
{
    /// <summary>
    /// Decides for an order that carried <paramref name="code"/>. Only a touchpoint that the order itself names has
    /// an inviter to bind to: opening somebody's code never binds (catalogue, ACQ-12).
    /// </summary>
    public Decision Decide(string? code) => new(
        TouchpointKey, TouchpointId, Basis, Basis == Decision.ByOrder ? InviterId : null,
        code is null || KnownCode ? null
            : ValidationRules.IsReadable(code) ? Decision.UnknownTouchpoint : Decision.UnreadableTouchpoint);
}

/// <summary>Where an order came from.</summary>
/// <param name="TouchpointKey">The touchpoint to book, or null.</param>
/// <param name="TouchpointId">The merchant's id of it, or null.</param>
/// <param name="Basis">On what ground; null when there is no touchpoint.</param>
/// <param name="InviterId">The person to bind the buyer to, or null.</param>
/// <param name="Warning">The warning that the order's answer carries, or null.</param>
public sealed record Decision(
    long? TouchpointKey, string? TouchpointId, string? Basis, string? InviterId, string? Warning)
{
    /// <summary>The order named the touchpoint.</summary>
    public const string ByOrder = "order";

    /// <summary>The buyer scanned it within the attribution window before paying.</summary>
    public const string ByScan = "scan";

    /// <summary>The order named a touchpoint that the shop does not have.</summary>
    public const string UnknownTouchpoint = "unknownTouchpoint";

    /// <summary>What the order sent cannot be a code or an id at all.</summary>
    public const string UnreadableTouchpoint = "unreadableTouchpoint";
}

/// <summary>Attribution (归因) as statements of the order's batches.</summary>
public static class AttributionStatements
{
    /// <summary>Days during which a scan counts, where the shop has not set its own number.</summary>
    public const int DefaultDays = 30;

    /// <summary>
    /// Always one row: the touchpoint that <paramref name="code"/> names, by its code or by the merchant's own id;
    /// else the last one that the carried person scanned, within the shop's window up to <paramref name="paidAt"/>.
    /// </summary>
    public static Rows<Attribution> Attribution(
        this Batch batch, long shopId, string? code, DateTimeOffset paidAt) =>
        batch.Rows<Attribution>(FindSql, new
        {
            shop = shopId,
            defaultDays = DefaultDays,
            code = ShortCode.Normalize(code),
            id = ValidationRules.IsMerchantId(code) ? code : null,
            paidAt,
        });

    /// <summary>Writes where the order of <paramref name="when"/> came from, once.</summary>
    public static void Attribute(this Batch batch, Occasion when, long touchpointKey, string basis) =>
        batch.Do(InsertSql, new
        {
            shop = when.ShopId,
            orderKey = when.OrderKey!.Value,
            touchpointKey,
            basis,
            when.RecordedAt,
        });

    // The window is counted in hours, so that a change to summer time does not move it.
    private const string FindSql = $"""
        with named as (
            select touchpoint_key from touchpoints
            where shop_id = @shop and (code = @code or touchpoint_id = @id)
            order by code = @code desc nulls last limit 1
        ),
        scanned as (
            select touchpoint_key from scans
            where shop_id = @shop and customer_key = {Carry.BuyerKey} and scanned_at <= @paidAt
                and scanned_at >= @paidAt - make_interval(hours => 24 * coalesce(
                    (select attribution_days from touchpoint_settings where shop_id = @shop), @defaultDays))
            order by scanned_at desc, scan_key desc limit 1
        )
        select t.touchpoint_key, t.touchpoint_id,
            case when named.touchpoint_key is not null then 'order' when t.touchpoint_key is not null then 'scan' end
                as basis,
            inviter.customer_id as inviter_id, named.touchpoint_key is not null as known_code
        from (select 1) one
            left join named on true
            left join scanned on named.touchpoint_key is null
            left join touchpoints t on t.shop_id = @shop
                and t.touchpoint_key = coalesce(named.touchpoint_key, scanned.touchpoint_key)
            left join customers inviter on inviter.shop_id = @shop and inviter.customer_key = t.inviter_key
        """;

    private const string InsertSql = """
        insert into attributions (shop_id, order_key, touchpoint_key, basis, recorded_at)
        values (@shop, @orderKey, @touchpointKey, @basis, @recordedAt)
        """;
}
