using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Tiers;

/// <summary>Validates a list of partner tiers; pure.</summary>
internal static class TierValidation
{
    private const int MaxNesting = 5;

    /// <summary>Everything wrong with a list.</summary>
    public static IEnumerable<ConfigError> Faults(IReadOnlyList<PartnerTier> tiers)
    {
        if (tiers.Count is 0 or > PlanRule.MaxTiers)
            return [new ConfigError("", "TIER_COUNT", $"A shop has 1 to {PlanRule.MaxTiers} partner tiers.")];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return tiers.SelectMany((tier, i) => OfTier(tier, $"[{i}]", seen).Concat(OfCounts(tiers, i)));
    }

    private static List<ConfigError> OfTier(PartnerTier? tier, string path, HashSet<string> seen)
    {
        if (tier is null) return [new ConfigError(path, "REQUIRED", "A tier is missing.")];
        var faults = new List<ConfigError>();
        if (!ValidationRules.IsMerchantId(tier.TierId))
            faults.Add(new ConfigError($"{path}.tierId", "ID_INVALID", ConfigError.IdRule));
        else if (!seen.Add(tier.TierId))
            faults.Add(new ConfigError($"{path}.tierId", "TIER_REPEATED", "A tier's id is unique in the list."));
        if (!ValidationRules.IsLine(tier.Name))
            faults.Add(new ConfigError($"{path}.name", "NAME_INVALID", ValidationRules.LineRule("A name")));
        if (tier.Conditions is not null) faults.AddRange(OfCondition(tier.Conditions, $"{path}.conditions", 1));
        return faults;
    }

    private static IEnumerable<ConfigError> OfCondition(Condition? condition, string path, int nesting)
    {
        if (condition is null) return [new ConfigError(path, "REQUIRED", "A condition is missing.")];
        if (nesting > MaxNesting)
            return [new ConfigError(path, "NESTED_TOO_DEEP", $"Conditions are nested at most {MaxNesting} deep.")];
        var forms = new object?[] { condition.All, condition.Any, condition.Metric }.Count(form => form is not null);
        if (forms != 1)
            return [
                new ConfigError(path, "CONDITION_AMBIGUOUS", "A condition has exactly one of all, any and metric.")];
        if (condition.Metric is not null) return OfMetric(condition, path);
        var numbers = condition is { AtLeast: null, Depth: null, Training: null, Tier: null }
            ? Enumerable.Empty<ConfigError>()
            : [new ConfigError(path, "NOT_APPLICABLE", "atLeast, depth, training and tier belong to a metric.")];
        return numbers.Concat(condition.All is not null
            ? OfList(condition.All, $"{path}.all", nesting)
            : OfList(condition.Any!, $"{path}.any", nesting));
    }

    private static IEnumerable<ConfigError> OfList(IReadOnlyList<Condition> conditions, string path, int nesting) =>
        // An empty list would always hold (all), or never (any).
        conditions.Count is 0 or > Condition.MaxParts
            ? [new ConfigError(path, "CONDITION_COUNT", $"A list of conditions has 1 to {Condition.MaxParts} of them.")]
            : conditions.SelectMany((condition, i) => OfCondition(condition, $"{path}[{i}]", nesting + 1));

    private static IEnumerable<ConfigError> OfMetric(Condition condition, string path)
    {
        foreach (var error in ConfigError.Unknown($"{path}.metric", condition.Metric, Metrics.Known, "METRIC_UNKNOWN"))
            yield return error;
        var isNumber = condition.Metric is not (Metrics.Approval or Metrics.Training);
        if (!isNumber && condition.AtLeast is not null)
            yield return new ConfigError($"{path}.atLeast", "NOT_APPLICABLE", "It is given or not, passed or not.");
        else if (isNumber && condition.AtLeast is null)
            yield return new ConfigError(
                $"{path}.atLeast", "REQUIRED", "The least that the metric must be is missing.");
        var (least, most) = condition.Metric == Metrics.DirectPartners ? (1, Metrics.MaxPartners) : (0, Money.Limit);
        foreach (var error in ConfigError.Outside($"{path}.atLeast", condition.AtLeast ?? least, least, most))
            yield return error;
        foreach (var error in OfTraining(condition, $"{path}.training")) yield return error;
        if (condition.Tier is not null && condition.Metric != Metrics.DirectPartners)
            yield return new ConfigError($"{path}.tier", "NOT_APPLICABLE", "Only direct partners are counted by tier.");
        if (condition.Depth is not { } depth) yield break;
        if (condition.Metric != Metrics.TeamNetSales)
            yield return new ConfigError($"{path}.depth", "NOT_APPLICABLE", "Only team sales have a depth.");
        foreach (var error in ConfigError.Outside($"{path}.depth", depth, 1, Metrics.MaxTeamDepth)) yield return error;
    }

    private static IEnumerable<ConfigError> OfTraining(Condition condition, string path) => condition switch
    {
        { Metric: Metrics.Training } when !ValidationRules.IsMerchantId(condition.Training) =>
            [new ConfigError(path, "ID_INVALID", ConfigError.IdRule)],
        { Metric: not Metrics.Training, Training: not null } =>
            [new ConfigError(path, "NOT_APPLICABLE", "Only the metric training has one.")],
        _ => [],
    };

    /// <summary>A tier counts people of lower tiers only; otherwise no first person could reach it.</summary>
    private static IEnumerable<ConfigError> OfCounts(IReadOnlyList<PartnerTier> tiers, int rank) =>
        from leaf in tiers.Contains(null!) ? [] : Leaves(tiers[rank].Conditions, $"[{rank}].conditions")
        where leaf.Condition.Metric == Metrics.DirectPartners
        let counted = leaf.Condition.Tier is { } tier ? TierRules.RankOf(tiers, tier) : 0
        where counted < 0 || counted >= rank
        select counted < 0
            ? new ConfigError($"{leaf.Path}.tier", "TIER_UNKNOWN", $"There is no partner tier '{leaf.Condition.Tier}'.")
            : new ConfigError(
                $"{leaf.Path}.tier", "TIER_NOT_LOWER", "A condition counts people of tiers below its own.");

    private static IEnumerable<(Condition Condition, string Path)> Leaves(Condition? condition, string path) =>
        condition switch
        {
            null => [],
            { All: { } all } => all.SelectMany((one, i) => Leaves(one, $"{path}.all[{i}]")),
            { Any: { } any } => any.SelectMany((one, i) => Leaves(one, $"{path}.any[{i}]")),
            _ => [(condition, path)],
        };
}
