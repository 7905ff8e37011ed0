using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Backtests;

/// <summary>With which partner tiers a backtest computes its orders.</summary>
public static class BacktestTiers
{
    /// <summary>Those that people held.</summary>
    public const string AsTheyWere = "asTheyWere";

    /// <summary>Those that a list of tiers would have given them.</summary>
    public const string Reevaluated = "reevaluated";

    /// <summary>Must be a list that a shop could set.</summary>
    public static void IsTierList<T>(this IRuleBuilder<T, IReadOnlyList<PartnerTier>> rule) =>
        rule.HasNo(TierValidation.Faults);

    /// <summary>Refuses a version that pays tiers which a list does not have.</summary>
    /// <param name="content">The version.</param>
    /// <param name="tiers">The list.</param>
    /// <param name="pointer">What of the request is to blame.</param>
    public static void RefuseUnknown(PlanContent content, IReadOnlyList<PartnerTier> tiers, string pointer)
    {
        var unknown = PlanTierFit.Faults(content, [.. tiers.Select(tier => tier.TierId)])
            .Where(error => error.Code == PlanTierFit.TierUnknown).ToList();
        if (unknown.Count == 0) return;
        throw PlanProblems.TierUnknown.Because(
            "The version pays tiers that the list does not have.", pointer,
            errors:
            [
                .. unknown.Select(error =>
                    new ProblemError(pointer, error.Code, $"The version's {error.Path}: {error.Detail}")),
            ]);
    }
}
