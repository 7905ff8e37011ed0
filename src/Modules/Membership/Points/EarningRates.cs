using SocialCommerce.Membership.Terms;

namespace SocialCommerce.Membership.Points;

/// <summary>What an order's value earns, and what its refunds leave.</summary>
/// <param name="Version">0 until the shop sets something.</param>
/// <param name="PointsBps">Points per minor unit of value, in basis points.</param>
/// <param name="GrowthBps">Growth per minor unit of value, in basis points.</param>
/// <param name="Terms">Exceptions; null: none.</param>
/// <param name="RecordedAt">When this version came into force.</param>
public sealed record EarningRates(
    int Version, int PointsBps, int GrowthBps, EarningTerms? Terms = null, DateTimeOffset RecordedAt = default)
{
    /// <summary>One point and one growth per 100 minor units.</summary>
    public static readonly EarningRates Default = Of(new(0, PutMembershipSettings.Setting.Default));

    internal static EarningRates Of(Versioned<PutMembershipSettings.Body> version)
    {
        var body = version.Content;
        var terms = new EarningTerms(body.Rules, body.AfterRefund, body.GiftCards, body.Points);
        return new EarningRates(
            version.Version, body.PointsPerUnitBps, body.GrowthPerUnitBps, terms, version.RecordedAt);
    }

    /// <summary>What a line earns: by the first rule that it fits, else at the general rates.</summary>
    public (int PointsBps, int GrowthBps) Of(PaidLine line, DateTimeOffset paidAt)
    {
        foreach (var rule in Terms?.Rules ?? [])
            if (rule.Takes(line, paidAt)) return (rule.PointsPerUnitBps, rule.GrowthPerUnitBps);
        return (PointsBps, GrowthBps);
    }
}
