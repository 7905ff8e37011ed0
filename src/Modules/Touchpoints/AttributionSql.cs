namespace SocialCommerce.Touchpoints;

/// <summary>Attribution (归因) as statements of the order's batches.</summary>
public static class AttributionSql
{
    /// <summary>
    /// Always one row: the touchpoint that <paramref name="code"/> names, by its code or by the merchant's own id;
    /// else the last one that the carried person scanned, within the shop's window up to <paramref name="paidAt"/>.
    /// </summary>
    public static PendingRows<Attribution> Attribution(
        this TouchpointsBatch batch, long shopId, string? code, DateTimeOffset paidAt) =>
        batch.Rows<Attribution>(FindSql, new
        {
            shop = shopId,
            defaultDays = TouchpointSettings.Setting.Default.AttributionDays,
            code = ShortCode.Normalize(code),
            id = ValidationRules.IsMerchantId(code) ? code : null,
            paidAt,
        });

    /// <summary>Writes where the order of <paramref name="posting"/> came from, once.</summary>
    public static void Attribute(
        this TouchpointsBatch batch, PostingContext posting, long touchpointKey, string basis) =>
        batch.Do(InsertSql, new
        {
            shop = posting.ShopId,
            orderKey = posting.OrderKey!.Value,
            touchpointKey,
            basis,
            posting.RecordedAt,
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
            where shop_id = @shop and customer_key = {BatchVariables.BuyerKey} and scanned_at <= @paidAt
                and scanned_at >= @paidAt - make_interval(hours => 24 * coalesce(
                    (select (content ->> 'attributionDays')::int from settings_versions
                        where shop_id = @shop and name = '{TouchpointSettings.Name}' order by version desc limit 1),
                    @defaultDays))
            order by scanned_at desc, scan_key desc limit 1
        )
        select t.touchpoint_key, t.touchpoint_id,
            case when named.touchpoint_key is not null then 'order' when t.touchpoint_key is not null then 'scan' end
                as basis,
            inviter.customer_id as inviter_id, t.advertising, named.touchpoint_key is not null as known_code
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
