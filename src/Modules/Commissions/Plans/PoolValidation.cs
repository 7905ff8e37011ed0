using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Plans;

/// <summary>Validates the rules that pay without an order: once-peer, dividends, projects. Pure.</summary>
internal static class PoolValidation
{
    /// <summary>Everything wrong with such a rule.</summary>
    public static IEnumerable<ConfigError> Faults(PlanContent content, PlanRule rule, string path) => rule.Kind switch
    {
        PlanRule.PeerOnce => OfPeerOnce(content, rule, path),
        PlanRule.Dividend => OfDividend(content, rule, path),
        _ => [],
    };

    /// <summary>A pair is paid once, so that a second rule could never pay.</summary>
    private static IEnumerable<ConfigError> OfPeerOnce(PlanContent content, PlanRule rule, string path) =>
    [
        .. rule.AmountMinor is null
            ? [new ConfigError($"{path}.amountMinor", "REQUIRED", "A once-peer rule pays a fixed amount.")]
            : ConfigError.Outside($"{path}.amountMinor", rule.AmountMinor.Value, 1, Money.Limit),
        .. content.Rules.TakeWhile(other => other != rule).Any(other => other.Kind == PlanRule.PeerOnce)
            ? [new ConfigError($"{path}.kind", "RULE_REPEATED", "A plan has one once-peer rule.")]
            : Enumerable.Empty<ConfigError>(),
    ];

    private static IEnumerable<ConfigError> OfDividend(PlanContent content, PlanRule rule, string path)
    {
        if (rule.PoolBps is null) yield return new ConfigError($"{path}.poolBps", "REQUIRED", "A dividend has a pool.");
        foreach (var error in ConfigError.Outside($"{path}.poolBps", rule.PoolBps ?? 1, 1, PlanContent.MaxBps))
            yield return error;
        foreach (var error in ConfigError.Unknown(
            $"{path}.base", rule.Base ?? PlanRule.OfSales, [PlanRule.OfSales, PlanRule.OfProfit]))
            yield return error;
        foreach (var error in ConfigError.Unknown($"{path}.share", rule.Share ?? PlanRule.Equally,
            [PlanRule.Equally, PlanRule.ByWeights, PlanRule.ByTeamSales]))
            yield return error;
        foreach (var error in PlanValidation.OfId(rule.Tier ?? "", $"{path}.tier")) yield return error;
        foreach (var error in ConfigError.Outside($"{path}.teamDepth", rule.TeamDepth ?? 1, 1, Metrics.MaxTeamDepth))
            yield return error;
        foreach (var error in rule.Share == PlanRule.ByWeights ? OfWeights(rule, path) : []) yield return error;
        if (content is { Perpetual: true, DividendGuarantee: PlanContent.Inside })
            yield return new ConfigError("dividendGuarantee", "PERPETUAL_DIVIDEND",
                "With one holder more everybody's part of a pool falls: dividends are outside the guarantee.");
    }

    private static IEnumerable<ConfigError> OfWeights(PlanRule rule, string path)
    {
        if (rule.Weights is not { Count: > 0 and <= PlanRule.MaxTiers })
            return [new ConfigError($"{path}.weights", "WEIGHT_COUNT", "Name a weight for each tier that has a part.")];
        if (rule.Weights.All(weight => weight is { Weight: 0 }))
            return [new ConfigError($"{path}.weights", "WEIGHTS_ZERO", "Without any weight nobody has a part.")];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return PlanValidation.Each(
            rule.Weights, $"{path}.weights", (weight, at) => PlanValidation.OfId(weight.Tier, $"{at}.tier")
            .Concat(ConfigError.Outside($"{at}.weight", weight.Weight, 0, TierWeight.MaxWeight))
            .Concat(seen.Add(weight.Tier)
                ? []
                : [new ConfigError(at, "WEIGHT_REPEATED", "A tier has one weight.")]));
    }
}
