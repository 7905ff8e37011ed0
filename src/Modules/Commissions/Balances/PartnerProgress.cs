using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Balances;

/// <summary>A tier's condition beside what a person has reached of it; of the same form as the condition.</summary>
/// <param name="Met">Whether it holds.</param>
/// <param name="All">Every one of these must hold.</param>
/// <param name="Any">One of these must hold.</param>
/// <param name="Metric">What is measured: one of <see cref="Metrics.Known"/>.</param>
/// <param name="AtLeast">The least that it must be; minor units for money.</param>
/// <param name="Reached">What it is; absent for approval and training, which are met or not.</param>
/// <param name="Missing">What is missing to the least, 0 where it is met.</param>
/// <param name="Depth">For team sales: how many levels count.</param>
/// <param name="Training" example="onboarding">For trainings: the id of the training or exam.</param>
/// <param name="Tier">For direct partners: the tier from which on they count; any where it is absent.</param>
internal sealed record MeasuredCondition(
    bool Met,
    IReadOnlyList<MeasuredCondition>? All = null,
    IReadOnlyList<MeasuredCondition>? Any = null,
    string? Metric = null,
    long? AtLeast = null,
    long? Reached = null,
    long? Missing = null,
    int? Depth = null,
    string? Training = null,
    string? Tier = null);

/// <summary>Computes what a person lacks for the tiers above; pure.</summary>
internal static class PartnerProgress
{
    /// <summary>Every tier above the present one, lowest first: any of them can be reached by itself.</summary>
    public static IReadOnlyList<TierAhead> Ahead(
        IReadOnlyList<PartnerTier> tiers, string? present, PartnerNumbers numbers) =>
    [
        .. tiers.Skip(TierRules.RankOf(tiers, present) + 1).Select(tier => new TierAhead(
            tier.TierId, tier.Name, tier.Conditions is { } conditions ? Measure(conditions, numbers) : null)),
    ];

    /// <summary>What a balance lacks of the least for which a statement is made; 0 where it is reached.</summary>
    public static long Missing(long minimum, long available) => Math.Max(0, minimum - available);

    private static MeasuredCondition Measure(Condition condition, PartnerNumbers numbers)
    {
        var reached = condition.Reached(numbers);
        return new MeasuredCondition(
            condition.Holds(numbers),
            condition.All?.Select(one => Measure(one, numbers)).ToList(),
            condition.Any?.Select(one => Measure(one, numbers)).ToList(),
            condition.Metric, condition.AtLeast, reached,
            reached is null ? null : Math.Max(0, condition.AtLeast!.Value - reached.Value),
            condition.Metric == Metrics.TeamNetSales ? condition.Depth ?? Metrics.DefaultTeamDepth : null,
            condition.Training, condition.Tier);
    }
}
