namespace SocialCommerce.Ladder.Settings;

/// <summary>Every shop's <see cref="OrderSettings"/>, kept while the shop's settings version stands.</summary>
public sealed class OrderSettingsCache(Db db) : ShopCache<OrderSettings>(db)
{
    /// <inheritdoc/>
    protected override Func<OrderSettings> Ask(SqlBatch batch, long shopId)
    {
        var found = batch.Rows<OrderSettings>(InForceSql, new { shop = shopId });
        return () => found.First ?? OrderSettings.Default;
    }

    internal const string InForceSql = """
        select version, refund_tolerance_minor, tender_tolerance_minor, net_of_tax from order_settings_versions
        where shop_id = @shop order by version desc limit 1
        """;
}
