using SocialCommerce.Commissions.Proofs;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Plans;

/// <summary>Validates a plan's content; pure.</summary>
internal static class PlanValidation
{
    // The words of the order contract, which another module owns; they only ever grow.
    private static readonly string[] Tenders =
        ["card", "wallet", "bankTransfer", "cash", "storedValue", "giftCard", "points", "bonus", "other"];
    private static readonly string[] Funders = ["merchant", "platform", "partner", "points"];
    private static readonly string[] Rungs = ["traffic", "low", "member", "partner"];

    /// <summary>Everything wrong with a content.</summary>
    public static IEnumerable<ConfigError> Faults(PlanContent content) => FaultsUntil(content, CancellationToken.None);

    /// <summary>The same, unless the request for it ends before.</summary>
    public static IEnumerable<ConfigError> FaultsUntil(PlanContent content, CancellationToken cancel)
    {
        List<ConfigError> faults = [.. OfNumbers(content), .. OfWords(content), .. OfRules(content)];
        if (faults.Count > 0) return faults;
        if (WorstCase.Until(content, cancel) is not { } worst) return [WorstCase.TooLarge];
        return worst.Bps <= content.OrderCapBps ? [] : [WorstCase.AboveCap(worst, content)];
    }

    private static IEnumerable<ConfigError> OfNumbers(PlanContent content) =>
    [
        .. ConfigError.Outside("payDepth", content.PayDepth, 1, PlanContent.MaxPayDepth),
        .. ConfigError.Outside("holdDays", content.HoldDays, 0, PlanContent.MaxDays),
        .. ConfigError.Outside("autoCompleteDays", content.AutoCompleteDays, 0, PlanContent.MaxDays),
        .. ConfigError.Outside("orderCapBps", content.OrderCapBps, 1, PlanContent.MaxBps),
        .. ConfigError.Outside("minimumPayout", content.MinimumPayout, 0, Money.Limit),
    ];

    private static IEnumerable<ConfigError> OfWords(PlanContent content) =>
    [
        .. ConfigError.Unknown("basis", content.Basis, [PlanContent.NetPaid, PlanContent.PerUnit]),
        .. ConfigError.Unknown("selfPurchase", content.SelfPurchase, [PlanContent.None, PlanContent.AsDepth1]),
        .. ConfigError.Unknown("compression", content.Compression, [PlanContent.None, PlanContent.Skip]),
        .. ConfigError.Unknown(
            "returnPolicy", content.ReturnPolicy, [PlanContent.CarryDebt, PlanContent.WithinBalance]),
        .. ConfigError.Unknown(
            "dividendGuarantee", content.DividendGuarantee, [PlanContent.Outside, PlanContent.Inside]),
        .. Each(
            content.TendersNotCounted, "tendersNotCounted", (word, path) => ConfigError.Unknown(path, word, Tenders)),
        .. Each(content.DiscountsCounted, "discountsCounted", (word, path) => ConfigError.Unknown(path, word, Funders)),
    ];

    private static IEnumerable<ConfigError> OfRules(PlanContent content)
    {
        if (content.Rules.Count is 0 or > PlanContent.MaxRules)
            return [new ConfigError("rules", "RULE_COUNT", $"A plan has 1 to {PlanContent.MaxRules} rules.")];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Each(content.Rules, "rules", (rule, path) => OfRule(content, rule, path, seen));
    }

    private static IEnumerable<ConfigError> OfRule(
        PlanContent content, PlanRule rule, string path, HashSet<string> seen)
    {
        if (!ValidationRules.IsMerchantId(rule.RuleId))
            yield return new ConfigError($"{path}.ruleId", "ID_INVALID", ConfigError.IdRule);
        else if (!seen.Add(rule.RuleId))
            yield return new ConfigError($"{path}.ruleId", "RULE_REPEATED", "A rule's id is unique in its plan.");
        foreach (var error in OfLimit(rule.Products, $"{path}.products", OfId)) yield return error;
        foreach (var error in OfLimit(rule.Classes, $"{path}.classes", OfId)) yield return error;
        foreach (var error in OfLimit(rule.Rungs, $"{path}.rungs", (rung, at) => ConfigError.Unknown(at, rung, Rungs)))
            yield return error;
        foreach (var error in RuleValidation.OfLimits(content, rule, path)) yield return error;
        foreach (var error in RuleValidation.Faults(content, rule, path)) yield return error;
    }

    private static IEnumerable<ConfigError> OfLimit(
        IReadOnlyList<string>? words, string path, Func<string, string, IEnumerable<ConfigError>> check) =>
        words is { Count: 0 or > PlanRule.MaxNames }
            ? [new ConfigError(
                path, "LIST_COUNT", $"A list has 1 to {PlanRule.MaxNames} entries; leave it out to limit nothing.")]
            : Each(words, path, check);

    internal static IEnumerable<ConfigError> OfId(string id, string path) => ValidationRules.IsMerchantId(id)
        ? []
        : [new ConfigError(path, "ID_INVALID", ConfigError.IdRule)];

    internal static IEnumerable<ConfigError> Each<T>(
        IReadOnlyList<T>? list, string path, Func<T, string, IEnumerable<ConfigError>> check) where T : class =>
        (list ?? []).SelectMany((item, i) => item is null
            ? [new ConfigError($"{path}[{i}]", "REQUIRED", "An entry is missing.")]
            : check(item, $"{path}[{i}]"));
}
