using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Plans;

/// <summary>Validates a rule of each kind; pure.</summary>
internal static class RuleValidation
{
    /// <summary>Everything wrong with a rule's rates and with what belongs to its kind alone.</summary>
    public static IEnumerable<ConfigError> Faults(PlanContent content, PlanRule rule, string path) => rule.Kind switch
    {
        PlanRule.Level => [.. Foreign(rule, path), .. OfRates(rule, path, (rate, at) => OfLevel(content, rate, at))],
        PlanRule.Differential =>
        [
            .. Foreign(rule, path), .. OfRates(rule, path, OfDifferential),
            .. ConfigError.Outside($"{path}.floorBps", rule.FloorBps ?? 0, 0, PlanContent.MaxBps),
        ],
        PlanRule.Peer => [.. Foreign(rule, path), .. OfPeer(content, rule, path)],
        PlanRule.PeerOnce or PlanRule.Dividend or PlanRule.Project =>
            [.. Foreign(rule, path), .. PoolValidation.Faults(content, rule, path)],
        _ => ConfigError.Unknown($"{path}.kind", rule.Kind, PlanRule.Kinds, "KIND_UNKNOWN"),
    };

    /// <summary>What belongs to rules of other kinds.</summary>
    private static IEnumerable<ConfigError> Foreign(PlanRule rule, string path)
    {
        var (peer, dividend) = (rule.Kind == PlanRule.Peer, rule.Kind == PlanRule.Dividend);
        (string Name, bool Given, bool Mine)[] parts =
        [
            ("rates", rule.Rates is not null, rule.IsPaidByOrders && !peer), ("floorBps", rule.FloorBps is not null,
                rule.Kind == PlanRule.Differential),
            ("bps", rule.Bps is not null, peer), ("of", rule.Of is not null, peer),
            ("generations", rule.Generations is not null, peer),
            ("differentialRule", rule.DifferentialRule is not null, peer),
            ("amountMinor", rule.AmountMinor is not null, rule.Kind == PlanRule.PeerOnce),
            ("poolBps", rule.PoolBps is not null, dividend), ("base", rule.Base is not null, dividend),
            ("tier", rule.Tier is not null, dividend), ("share", rule.Share is not null, dividend),
            ("weights", rule.Weights is not null, dividend && rule.Share == PlanRule.ByWeights),
            ("teamDepth", rule.TeamDepth is not null, dividend && rule.Share == PlanRule.ByTeamSales),
            ("products", rule.Products is not null, rule.ReadsOrders),
            ("classes", rule.Classes is not null, rule.ReadsOrders),
            ("rungs", rule.Rungs is not null, rule.ReadsOrders),
            ("from", rule.From is not null, rule.IsPaidByOrders),
            ("until", rule.Until is not null, rule.IsPaidByOrders),
            ("budget", rule.Budget is not null, rule.IsPaidByOrders),
            ("firstOrders", rule.FirstOrders is not null, rule.IsPaidByOrders),
            ("daysFromBinding", rule.DaysFromBinding is not null, rule.IsPaidByOrders),
            ("monthsFromBinding", rule.MonthsFromBinding is not null, rule.IsPaidByOrders),
        ];
        return parts.Where(part => part.Given && !part.Mine).Select(part => new ConfigError(
            $"{path}.{part.Name}", "NOT_APPLICABLE", $"A rule of the kind {rule.Kind} has no {part.Name}."));
    }

    /// <summary>What is wrong with a rule's dates, its budget and its limits to a buyer's orders.</summary>
    public static IEnumerable<ConfigError> OfLimits(PlanContent content, PlanRule rule, string path)
    {
        if (rule is { From: { } from, Until: { } until } && until <= from)
            yield return new ConfigError($"{path}.until", "DATES_EMPTY", "A rule ends later than it begins.");
        foreach (
            var error in ConfigError.Outside($"{path}.budget", rule.Budget ?? 1, 1, Money.Limit)) yield return error;
        foreach (var error in BuyerLimits.Faults(rule, path)) yield return error;
        if (!content.Perpetual) yield break;
        (string Name, bool Given)[] limits =
            [("from", rule.From is not null), ("until", rule.Until is not null), ("budget", rule.Budget is not null)];
        foreach (var (name, _) in limits.Where(limit => limit.Given))
            yield return new ConfigError(
                $"{path}.{name}", "PERPETUAL_LIMIT", "A perpetual plan's rules have neither dates nor a budget.");
    }

    private static IEnumerable<ConfigError> OfRates(
        PlanRule rule, string path, Func<PlanRate, string, IEnumerable<ConfigError>> check)
    {
        if (rule.Rates is not { Count: > 0 and <= PlanRule.MaxRates })
            return [new ConfigError(
                $"{path}.rates", "RATE_COUNT",
                $"A rule has 1 to {PlanRule.MaxRates} rates: one for each tier (and depth) that it pays.")];
        var seen = new HashSet<(int?, string)>();
        return PlanValidation.Each(rule.Rates, $"{path}.rates", (rate, at) => check(rate, at)
            .Concat(PlanValidation.OfId(rate.Tier, $"{at}.tier"))
            .Concat(seen.Add((rate.Depth, rate.Tier))
                ? []
                : [new ConfigError(at, "RATE_REPEATED", "A rule has one rate for each depth and tier.")]));
    }

    private static IEnumerable<ConfigError> OfLevel(PlanContent content, PlanRate rate, string path)
    {
        if (rate.Depth is null) yield return new ConfigError(
            $"{path}.depth", "REQUIRED", "A level rate names its depth.");
        foreach (var error in ConfigError.Outside(
            $"{path}.depth", rate.Depth ?? 1, 1, Math.Clamp(content.PayDepth, 1, PlanContent.MaxPayDepth)))
            yield return error;
        if ((rate.Bps is null) == (rate.UnitMinor is null))
            yield return new ConfigError(
                rate.Bps is null ? $"{path}.bps" : $"{path}.unitMinor", "RATE_AMBIGUOUS",
                "A rate is either in bps or an amount per unit.");
        foreach (var error in ConfigError.Outside(
            $"{path}.bps", rate.Bps ?? 0, 0, PlanContent.MaxBps)) yield return error;
        foreach (var error in ConfigError.Outside($"{path}.unitMinor", rate.UnitMinor ?? 0, 0, Money.Limit))
            yield return error;
    }

    private static IEnumerable<ConfigError> OfDifferential(PlanRate rate, string path)
    {
        if (rate.Bps is null) yield return new ConfigError($"{path}.bps", "REQUIRED", "A differential rate is in bps.");
        foreach (var error in ConfigError.Outside(
            $"{path}.bps", rate.Bps ?? 0, 0, PlanContent.MaxBps)) yield return error;
        if (rate.Depth is not null)
            yield return new ConfigError($"{path}.depth", "NOT_APPLICABLE", "A differential has no depths.");
        if (rate.UnitMinor is not null)
            yield return new ConfigError(
                $"{path}.unitMinor", "NOT_APPLICABLE", "A differential has no amounts per unit.");
    }

    private static IEnumerable<ConfigError> OfPeer(PlanContent content, PlanRule rule, string path)
    {
        if (rule.Bps is null) yield return new ConfigError($"{path}.bps", "REQUIRED", "A peer rule has a rate in bps.");
        foreach (var error in ConfigError.Outside(
            $"{path}.bps", rule.Bps ?? 0, 0, PlanContent.MaxBps)) yield return error;
        foreach (var error in ConfigError.Unknown(
            $"{path}.of", rule.Of ?? PlanRule.OfOrder, [PlanRule.OfOrder, PlanRule.OfBonus]))
            yield return error;
        foreach (var error in ConfigError.Outside(
            $"{path}.generations", rule.Generations ?? 1, 1, PlanContent.MaxPayDepth))
            yield return error;
        var found = content.Rules.TakeWhile(other => other != rule).Count(other => other.Kind == PlanRule.Differential
            && (rule.DifferentialRule is null || other.RuleId == rule.DifferentialRule));
        if (found != 1)
            yield return new ConfigError($"{path}.differentialRule", "DIFFERENTIAL_UNKNOWN",
                "A peer rule needs one differential rule that runs before it; name it where there are several.");
    }
}
