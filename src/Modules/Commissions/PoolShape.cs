using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>What rules that no order pays must look like: once-peer, dividends, projects. Pure.</summary>
internal static class PoolShape
{
    private const long MaxWeight = 1_000_000;

    /// <summary>Everything wrong with such a rule.</summary>
    public static IEnumerable<Fault> Faults(PlanContent content, PlanRule rule, string path) => rule.Kind switch
    {
        PlanRule.PeerOnce => OfPeerOnce(content, rule, path),
        PlanRule.Dividend => OfDividend(content, rule, path),
        _ => [],
    };

    /// <summary>A pair is paid once, so that a second rule could never pay.</summary>
    private static IEnumerable<Fault> OfPeerOnce(PlanContent content, PlanRule rule, string path) =>
    [
        .. rule.AmountMinor is null
            ? [new Fault($"{path}.amountMinor", "REQUIRED", "A once-peer rule pays a fixed amount.")]
            : Fault.Outside($"{path}.amountMinor", rule.AmountMinor.Value, 1, Money.Limit),
        .. content.Rules.TakeWhile(other => other != rule).Any(other => other.Kind == PlanRule.PeerOnce)
            ? [new Fault($"{path}.kind", "RULE_REPEATED", "A plan has one once-peer rule.")]
            : Enumerable.Empty<Fault>(),
    ];

    private static IEnumerable<Fault> OfDividend(PlanContent content, PlanRule rule, string path)
    {
        if (rule.PoolBps is null) yield return new Fault($"{path}.poolBps", "REQUIRED", "A dividend has a pool.");
        foreach (var fault in Fault.Outside($"{path}.poolBps", rule.PoolBps ?? 1, 1, PlanShape.MaxBps))
            yield return fault;
        foreach (var fault in Fault.Unknown(
            $"{path}.base", rule.Base ?? PlanRule.OfSales, [PlanRule.OfSales, PlanRule.OfProfit]))
            yield return fault;
        foreach (var fault in Fault.Unknown($"{path}.share", rule.Share ?? PlanRule.Equally,
            [PlanRule.Equally, PlanRule.ByWeights, PlanRule.ByTeamSales]))
            yield return fault;
        foreach (var fault in PlanShape.OfId(rule.Tier ?? "", $"{path}.tier")) yield return fault;
        foreach (var fault in Fault.Outside($"{path}.teamDepth", rule.TeamDepth ?? 1, 1, Metrics.MaxTeamDepth))
            yield return fault;
        foreach (var fault in rule.Share == PlanRule.ByWeights ? OfWeights(rule, path) : []) yield return fault;
        if (content is { Perpetual: true, DividendGuarantee: PlanContent.Inside })
            yield return new Fault("dividendGuarantee", "PERPETUAL_DIVIDEND",
                "With one holder more everybody's part of a pool falls: dividends are outside the guarantee.");
    }

    private static IEnumerable<Fault> OfWeights(PlanRule rule, string path)
    {
        if (rule.Weights is not { Count: > 0 and <= TierShape.MaxTiers })
            return [new Fault($"{path}.weights", "WEIGHT_COUNT", "Name a weight for each tier that has a part.")];
        if (rule.Weights.All(weight => weight is { Weight: 0 }))
            return [new Fault($"{path}.weights", "WEIGHTS_ZERO", "Without any weight nobody has a part.")];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return PlanShape.Each(rule.Weights, $"{path}.weights", (weight, at) => PlanShape.OfId(weight.Tier, $"{at}.tier")
            .Concat(Fault.Outside($"{at}.weight", weight.Weight, 0, MaxWeight))
            .Concat(seen.Add(weight.Tier)
                ? []
                : [new Fault(at, "WEIGHT_REPEATED", "A tier has one weight.")]));
    }
}
