namespace SocialCommerce.Kernel.Settings;

/// <summary>Every shop's settings, kept while the shop's settings version stands.</summary>
public sealed class SettingsCache(Db db) : ShopCache<SettingsInForce>(db)
{
    /// <inheritdoc/>
    protected override Func<SettingsInForce> Ask(SqlBatch batch, long shopId)
    {
        var latest = batch.LatestOfEach(shopId);
        return () => new SettingsInForce(latest.List);
    }
}
