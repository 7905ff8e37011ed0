using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Compliance;

/// <summary>
/// What the guard measures of the tiers' conditions: entry fees, purchase quotas, deep team sales, head counts.
/// </summary>
internal static class TierComplianceFacts
{
    /// <summary>The measures of every tier that has conditions.</summary>
    public static IEnumerable<Measure> Of(IReadOnlyList<PartnerTier> tiers, GuardCatalogue catalogue) =>
        tiers.SelectMany((tier, i) => OfTier(tier, $"#/tiers/{i}", catalogue));

    private static IEnumerable<Measure> OfTier(PartnerTier tier, string path, GuardCatalogue catalogue)
    {
        if (tier.Conditions is { } conditions)
        {
            if (NeedsPurchase(conditions)) yield return Purchase(tier, conditions, $"{path}/conditions");
            if (DeepestTeam(conditions) is > 1 and var depth)
                yield return new Measure("G05", $"{path}/conditions", 1,
                    $"Tier '{tier.TierId}' counts the sales of a team {depth} levels deep.",
                    _ => "Count teamNetSales with depth 1, or directBuyers.");
            foreach (var count in HeadCounts(conditions, $"{path}/conditions"))
                yield return HeadCount(tier, conditions, count);
        }
        foreach (var measure in Claims.In(tier.Name, $"{path}/name", catalogue)) yield return measure;
    }

    private static Measure Purchase(PartnerTier tier, Condition conditions, string path) => PurchaseIsAll(conditions)
        ? new Measure("G03", path, 1, $"Tier '{tier.TierId}' is reached by buying, and in no other way.",
            _ => "Let another way lead to it as well: any of ownNetSpend and training.")
        : new Measure("G10", path, 1, $"Nobody reaches tier '{tier.TierId}' without buying.",
            _ => "Leave ownNetSpend out, or let any of it and training do.");

    /// <summary>Recruits as a qualification (拉人头): worse where nothing else leads to the tier.</summary>
    private static Measure HeadCount(PartnerTier tier, Condition conditions, string path) => NeedsHeads(conditions)
        ? new Measure("G05", path, 2, $"Nobody reaches tier '{tier.TierId}' without recruiting partners.",
            _ => "Count directBuyers or teamNetSales with depth 1 instead.")
        : new Measure("G05", path, 1, $"Tier '{tier.TierId}' can be reached by recruiting partners.",
            _ => "Leave directPartners out.");

    private static bool NeedsHeads(Condition condition) =>
        condition.All?.Any(NeedsHeads)
        ?? condition.Any?.All(NeedsHeads)
        ?? condition.Metric == Metrics.DirectPartners;

    private static IEnumerable<string> HeadCounts(Condition condition, string path) =>
        condition.All?.SelectMany((one, i) => HeadCounts(one, $"{path}/all/{i}"))
        ?? condition.Any?.SelectMany((one, i) => HeadCounts(one, $"{path}/any/{i}"))
        ?? (condition.Metric == Metrics.DirectPartners ? [path] : Enumerable.Empty<string>());

    /// <summary>Whether every way to meet the condition has a purchase in it.</summary>
    private static bool NeedsPurchase(Condition condition) =>
        condition.All?.Any(NeedsPurchase)
        ?? condition.Any?.All(NeedsPurchase)
        ?? condition is { Metric: Metrics.OwnNetSpend, AtLeast: > 0 };

    /// <summary>Whether purchases alone meet the condition.</summary>
    private static bool PurchaseIsAll(Condition condition) =>
        condition.All?.All(PurchaseIsAll)
        ?? condition.Any?.Any(PurchaseIsAll)
        ?? (condition.Metric == Metrics.OwnNetSpend || condition.AtLeast <= 0);

    private static int DeepestTeam(Condition condition) =>
        (condition.All ?? condition.Any)?.Max(DeepestTeam)
        ?? (condition is { Metric: Metrics.TeamNetSales, AtLeast: > 0 }
            ? condition.Depth ?? Metrics.DefaultTeamDepth
            : 0);
}
