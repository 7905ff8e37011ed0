using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Plans;

/// <summary>Whether a plan fits the shop's ranked tiers; pure.</summary>
internal static class PlanTierFit
{
    /// <summary>Code of a tier that the shop does not have.</summary>
    public const string TierUnknown = "TIER_UNKNOWN";

    /// <summary>Tiers that the shop does not have, and rates that fall where the rank rises.</summary>
    /// <param name="content">Well formed.</param>
    /// <param name="tiers">The shop's tiers, lowest first.</param>
    public static IEnumerable<ConfigError> Faults(PlanContent content, IReadOnlyList<string> tiers) =>
        content.Rules.SelectMany((rule, i) => Unknown(rule, tiers, $"rules[{i}]").Concat(rule.Kind switch
        {
            PlanRule.Differential => Differential(rule, tiers, $"rules[{i}]"),
            PlanRule.Level => Level(rule, tiers, $"rules[{i}]"),
            PlanRule.Dividend => Dividend(rule, tiers, $"rules[{i}]"),
            _ => [],
        }));

    private static IEnumerable<ConfigError> Unknown(PlanRule rule, IReadOnlyList<string> tiers, string path) =>
        (rule.Rates ?? []).Select((rate, i) => (rate.Tier, At: $"{path}.rates[{i}].tier"))
        .Where(rate => !tiers.Contains(rate.Tier))
        .Select(rate => new ConfigError(rate.At, TierUnknown, $"There is no partner tier '{rate.Tier}'."));

    /// <summary>Every tier that has a part has a weight, and the higher no less.</summary>
    private static IEnumerable<ConfigError> Dividend(PlanRule rule, IReadOnlyList<string> tiers, string path)
    {
        var sharing = tiers.SkipWhile(tier => tier != rule.Tier).ToList();
        if (sharing.Count == 0)
            yield return new ConfigError($"{path}.tier", TierUnknown, $"There is no partner tier '{rule.Tier}'.");
        if (rule.Weights is not { } weights) yield break;
        var last = 0L;
        foreach (var tier in sharing)
        {
            if (weights.FirstOrDefault(weight => weight.Tier == tier) is not { } mine)
                yield return new ConfigError(
                    $"{path}.weights", "WEIGHT_MISSING", $"'{tier}' has a part, but no weight.");
            else if (mine.Weight < last)
                yield return new ConfigError(
                    $"{path}.weights", "RATES_FALL", $"'{tier}' would get less than a tier below it.");
            else last = mine.Weight;
        }
        foreach (var weight in weights.Where(weight => !sharing.Contains(weight.Tier)))
            yield return new ConfigError(
                $"{path}.weights", TierUnknown, $"'{weight.Tier}' is no tier that has a part.");
    }

    /// <summary>A tier without a rate has the rate 0, which must not follow a higher one.</summary>
    private static IEnumerable<ConfigError> Differential(PlanRule rule, IReadOnlyList<string> tiers, string path)
    {
        for (var rank = 1; rank < tiers.Count; rank++)
            if (rule.RateOf(tiers[rank]) < rule.RateOf(tiers[rank - 1]))
                yield return Falls(rule, tiers[rank], null, path);
    }

    /// <summary>Of the tiers that a depth pays, the higher gets no less.</summary>
    private static IEnumerable<ConfigError> Level(PlanRule rule, IReadOnlyList<string> tiers, string path)
    {
        var rates = tiers.SelectMany(tier => rule.Rates!.Where(rate => rate.Tier == tier));
        foreach (var depth in rates.GroupBy(rate => (rate.Depth, ByUnit: rate.UnitMinor is not null)))
        {
            var ranked = depth.ToList();
            for (var i = 1; i < ranked.Count; i++)
                if (Worth(ranked[i]) < Worth(ranked[i - 1]))
                    yield return Falls(rule, ranked[i].Tier, depth.Key.Depth, path);
        }
    }

    private static long Worth(PlanRate rate) => rate.UnitMinor ?? rate.Bps ?? 0;

    private static ConfigError Falls(PlanRule rule, string tier, int? depth, string path)
    {
        var at = rule.Rates!.ToList().FindIndex(rate => rate.Tier == tier && rate.Depth == depth);
        return new ConfigError(
            at < 0 ? $"{path}.rates" : $"{path}.rates[{at}]", "RATES_FALL",
            $"'{tier}' would get less than a tier below it.");
    }
}
