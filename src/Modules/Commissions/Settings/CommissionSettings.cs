using SocialCommerce.Commissions.Fraud;
using SocialCommerce.Commissions.StopRules;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Settings;

/// <summary>A shop's partner tiers and published plan versions, as the flows need them.</summary>
/// <param name="Tiers">Ranked, lowest first.</param>
/// <param name="Plans">Published versions, latest first.</param>
/// <param name="Stops">The accrual stops that are on.</param>
/// <param name="Fraud">What holds suspicious orders; null where the shop looks for nothing.</param>
public sealed record CommissionSettings(
    IReadOnlyList<PartnerTier> Tiers, IReadOnlyList<Plan> Plans, IReadOnlyList<AccrualStop> Stops,
    Versioned<FraudRules>? Fraud = null)
{
    /// <summary>Whether any tier counts direct partners; otherwise they are not read.</summary>
    public bool CountsPartners { get; } = PartnerCounts.AreAsked(Tiers);

    /// <summary>The version that governs an order paid at <paramref name="paidAt"/>, or null.</summary>
    public Plan? InForce(DateTimeOffset paidAt) => Plans.FirstOrDefault(plan => plan.EffectiveFrom <= paidAt);

    /// <summary>
    /// The version that governs a period, for statements and dividends alike: the one in force at its last instant. The
    /// end itself belongs to the next period, and so does a version that is effective from it.
    /// </summary>
    public Plan? OfPeriod(DateTimeOffset end) => InForce(end.AddMicroseconds(-1));

    /// <summary>The version in force, if there is one, and those that come after it.</summary>
    public static IEnumerable<Plan> FromNowOn(IReadOnlyList<Plan> plans, DateTimeOffset now)
    {
        foreach (var plan in plans)
        {
            yield return plan;
            if (plan.EffectiveFrom <= now) yield break;
        }
    }

    /// <summary>A published version by its key.</summary>
    public Plan? ByKey(long? planKey) => Plans.FirstOrDefault(plan => plan.Key == planKey);
}
