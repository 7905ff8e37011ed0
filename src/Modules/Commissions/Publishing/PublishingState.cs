using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Publishing;

/// <summary>The data that publishing reads besides the version itself.</summary>
public sealed class PublishingState
{
    private readonly PendingSetting<PartnerTierList> _tiers;
    private readonly PendingRows<Latest> _latest;
    private readonly PendingSetting<PublishingPolicy.Body> _policy;

    internal PublishingState(SqlBatch batch, Shop shop)
    {
        _tiers = batch.InForce(PartnerTierList.Setting, shop.Id);
        _latest = batch.Rows<Latest>(LatestSql, new { shop = shop.Id });
        _policy = batch.InForce(PublishingPolicy.Of(shop), shop.Id);
    }

    /// <summary>The shop's tiers, lowest first.</summary>
    public IReadOnlyList<PartnerTier> Tiers => _tiers.Content.Tiers;

    /// <summary>The latest time from which a version is effective; null without a version.</summary>
    public DateTimeOffset? LatestEffectiveFrom => _latest.First!.EffectiveFrom;

    /// <summary>Whether a second person publishes.</summary>
    public bool FourEyes => _policy.Content.FourEyes;

    private sealed record Latest(DateTimeOffset? EffectiveFrom);

    private const string LatestSql = """
        select max(effective_from) as effective_from from plans where shop_id = @shop
        """;
}
