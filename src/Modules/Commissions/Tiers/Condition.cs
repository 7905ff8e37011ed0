namespace SocialCommerce.Commissions.Tiers;

/// <summary>
/// A condition as data: either <c>all</c> or <c>any</c> of others, or one metric with the least that it must be. It
/// reads nothing but the person's own numbers and what direct referrals have reached, so that no promotion
/// depends on an ancestor.
/// </summary>
/// <param name="All">Every one of these must hold.</param>
/// <param name="Any">One of these must hold.</param>
/// <param name="Metric">One of <see cref="Metrics.Known"/>.</param>
/// <param name="AtLeast">Minor units for money, a count for people; not used by approval and training.</param>
/// <param name="Depth">For team sales: how many levels count, 1 to 3; 2 when absent.</param>
/// <param name="Training" example="onboarding">
/// For trainings: the id of the training or exam that must have been passed.
/// </param>
/// <param name="Tier">
/// For direct partners: who has reached this tier or a higher one counts; any tier when absent. Lower than the tier
/// whose condition it is.
/// </param>
public sealed record Condition(
    [property: Most(Condition.MaxParts, IsChecked = true)] IReadOnlyList<Condition>? All = null,
    [property: Most(Condition.MaxParts, IsChecked = true)] IReadOnlyList<Condition>? Any = null,
    string? Metric = null,
    [property: Between(0, Money.Limit)] long? AtLeast = null,
    [property: Between(1, Metrics.MaxTeamDepth)] int? Depth = null,
    string? Training = null,
    string? Tier = null)
{
    /// <summary>Most conditions in one list.</summary>
    public const int MaxParts = 20;

    /// <summary>Whether a person with these numbers meets it.</summary>
    public bool Holds(PartnerNumbers numbers) =>
        All?.All(condition => condition.Holds(numbers))
        ?? Any?.Any(condition => condition.Holds(numbers))
        ?? Metric switch
        {
            Metrics.Approval => numbers.Approved,
            Metrics.Training => Training is not null && numbers.HasPassed(Training),
            _ => Reached(numbers) >= AtLeast,
        };

    /// <summary>What a metric that is a number has come to; null for the others.</summary>
    public long? Reached(PartnerNumbers numbers) => Metric switch
    {
        Metrics.OwnNetSpend => numbers.Own,
        Metrics.DirectBuyers => numbers.Buyers,
        Metrics.TeamNetSales => numbers.Team(Depth ?? Metrics.DefaultTeamDepth),
        Metrics.DirectPartners => numbers.Partners(Tier),
        _ => null,
    };

    /// <summary>The metrics of which it is made.</summary>
    public IEnumerable<Condition> Leaves() =>
        (All ?? Any)?.SelectMany(condition => condition.Leaves()) ?? [this];
}
