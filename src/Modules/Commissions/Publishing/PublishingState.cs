using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Publishing;

/// <summary>The data that publishing reads besides the version itself.</summary>
public sealed class PublishingState
{
    private readonly PendingRows<CommissionSettingsCache.TierListRow> _tiers;
    private readonly PendingRows<Latest> _latest;
    private readonly PendingRows<PublishingPolicy.Policy> _policy;

    internal PublishingState(SqlBatch batch, long shopId)
    {
        _tiers = batch.Rows<CommissionSettingsCache.TierListRow>(
            CommissionSettingsCache.TiersSql, new { shop = shopId });
        _latest = batch.Rows<Latest>(LatestSql, new { shop = shopId });
        _policy = batch.Commissions.PublishingPolicyInForce(shopId);
    }

    /// <summary>The shop's tiers, lowest first.</summary>
    public IReadOnlyList<PartnerTier> Tiers => _tiers.First?.ToTiers() ?? [];

    /// <summary>The latest time from which a version is effective; null without a version.</summary>
    public DateTimeOffset? LatestEffectiveFrom => _latest.First!.EffectiveFrom;

    /// <summary>Whether a second person publishes.</summary>
    public bool FourEyes => _policy.First?.FourEyes ?? false;

    private sealed record Latest(DateTimeOffset? EffectiveFrom);

    private const string LatestSql = """
        select max(effective_from) as effective_from from plans where shop_id = @shop
        """;
}
