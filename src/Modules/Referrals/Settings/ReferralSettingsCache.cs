namespace SocialCommerce.Referrals.Settings;

/// <summary>Settings of each shop, kept for as long as its settings version stands.</summary>
public sealed class ReferralSettingsCache(Db db) : ShopCache<ReferralSettings>(db)
{
    /// <inheritdoc/>
    protected override Func<ReferralSettings> Ask(SqlBatch batch, long shopId)
    {
        var latest = batch.Referrals.LatestReferralSettings(shopId);
        return () => latest.First?.ToSettings() ?? ReferralSettings.None;
    }
}
