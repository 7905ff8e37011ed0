namespace SocialCommerce.Commissions;

/// <summary>A partner tier; the list of a shop ranks them, lowest first (COM-01).</summary>
/// <param name="TierId">The shop's own name for it, such as <c>T1</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Conditions">What a person must have reached; null: nobody is promoted to it by numbers.</param>
public sealed record PartnerTier(string TierId, string Name, Condition? Conditions = null);

/// <summary>
/// A condition as data: either <c>all</c> or <c>any</c> of others, or one metric with the least that it must be. It
/// reads nothing but the person's own numbers and what direct referrals have reached, so that nobody's promotion
/// depends on an ancestor (commission.md §5).
/// </summary>
/// <param name="All">Every one of these must hold.</param>
/// <param name="Any">One of these must hold.</param>
/// <param name="Metric">One of <see cref="Metrics"/>.</param>
/// <param name="AtLeast">Minor units for money, a count for people; not used by approval and training.</param>
/// <param name="Depth">For team sales: how many levels count, 1 to 3; 2 when absent.</param>
/// <param name="Training">For trainings: the id of the training or exam that must have been passed.</param>
/// <param name="Tier">
/// For direct partners: who has reached this tier or a higher one counts; any tier when absent. Lower than the tier
/// whose condition it is.
/// </param>
public sealed record Condition(
    IReadOnlyList<Condition>? All = null,
    IReadOnlyList<Condition>? Any = null,
    string? Metric = null,
    long? AtLeast = null,
    int? Depth = null,
    string? Training = null,
    string? Tier = null)
{
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

/// <summary>What a condition may read.</summary>
public static class Metrics
{
    /// <summary>Paid less refunded, by the person.</summary>
    public const string OwnNetSpend = "ownNetSpend";

    /// <summary>Direct referrals with at least one paid order, even if refunded later.</summary>
    public const string DirectBuyers = "directBuyers";

    /// <summary>Net spend of the people at depth 1 to <c>depth</c>.</summary>
    public const string TeamNetSales = "teamNetSales";

    /// <summary>Direct referrals who have ever reached a partner tier; the count never falls.</summary>
    public const string DirectPartners = "directPartners";

    /// <summary>An operator has approved the person as a partner.</summary>
    public const string Approval = "approval";

    /// <summary>The person has passed a training or an exam.</summary>
    public const string Training = "training";

    /// <summary>Every one.</summary>
    public static readonly IReadOnlyList<string> Known =
        [OwnNetSpend, DirectBuyers, TeamNetSales, DirectPartners, Approval, Training];

    /// <summary>Levels that count as the team when a condition names none.</summary>
    public const int DefaultTeamDepth = 2;

    /// <summary>The deepest team that is counted.</summary>
    public const int MaxTeamDepth = 3;

    /// <summary>Most direct partners that are asked for: counting costs no more however many there are.</summary>
    public const int MaxPartners = 1_000;
}

/// <summary>A person's numbers; money in minor units.</summary>
/// <param name="Own">Own net spend.</param>
/// <param name="Team1">Net spend of the people at depth 1.</param>
/// <param name="Team2">At depth 2.</param>
/// <param name="Team3">At depth 3.</param>
/// <param name="Buyers">Direct referrals who have bought.</param>
/// <param name="Approved">Approved by an operator.</param>
/// <param name="Trainings">Trainings and exams passed.</param>
/// <param name="PartnersFrom">By tier: direct referrals who have reached it or a higher one.</param>
public sealed record PartnerNumbers(
    long Own, long Team1, long Team2, long Team3, long Buyers, bool Approved, IReadOnlyList<string>? Trainings = null,
    IReadOnlyDictionary<string, long>? PartnersFrom = null)
{
    /// <summary>Direct referrals who have reached the tier or a higher one; any tier for null.</summary>
    public long Partners(string? tier) => PartnersFrom?.GetValueOrDefault(tier ?? PartnerCounts.AnyTier) ?? 0;

    /// <summary>Whether the person has passed a training or exam.</summary>
    public bool HasPassed(string training) => Trainings?.Contains(training) == true;

    /// <summary>Net spend of the people at depth 1 to <paramref name="depth"/>.</summary>
    public long Team(int depth) => Team1 + (depth >= 2 ? Team2 : 0) + (depth >= 3 ? Team3 : 0);
}

/// <summary>Which tier a person has reached.</summary>
public static class TierRules
{
    /// <summary>
    /// The highest tier whose conditions hold and that ranks above the present one, or null. Reaching two at once is
    /// one promotion, to the higher; nobody is lowered.
    /// </summary>
    public static string? Reached(IReadOnlyList<PartnerTier> tiers, string? present, PartnerNumbers numbers)
    {
        for (var rank = tiers.Count - 1; rank > RankOf(tiers, present); rank--)
            if (tiers[rank].Conditions?.Holds(numbers) == true) return tiers[rank].TierId;
        return null;
    }

    /// <summary>Whether a person of this tier can be promoted by numbers at all.</summary>
    public static bool CanClimb(IReadOnlyList<PartnerTier> tiers, string? present) =>
        tiers.Skip(RankOf(tiers, present) + 1).Any(tier => tier.Conditions is not null);

    /// <summary>A tier's place in the list, from 0; −1 for none.</summary>
    public static int RankOf(IReadOnlyList<PartnerTier> tiers, string? tier)
    {
        for (var rank = 0; rank < tiers.Count; rank++) if (tiers[rank].TierId == tier) return rank;
        return -1;
    }
}
