using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Commissions;

/// <summary>What a plan's content must look like; pure.</summary>
internal static class PlanShape
{
    /// <summary>The deepest that a plan may pay.</summary>
    public const int MaxPayDepth = 10;

    private const int MaxDays = 365;
    internal const int MaxBps = 10_000;
    private const int MaxListed = 1000;

    // The words of the order contract, which another module owns; they only ever grow.
    private static readonly string[] Tenders =
        ["card", "wallet", "bankTransfer", "cash", "storedValue", "giftCard", "points", "bonus", "other"];
    private static readonly string[] Funders = ["merchant", "platform", "partner", "points"];
    private static readonly string[] Rungs = ["traffic", "low", "member", "partner"];

    /// <summary>Everything wrong with a content.</summary>
    public static IEnumerable<Fault> Faults(PlanContent content) => FaultsUntil(content, CancellationToken.None);

    /// <summary>The same, unless the request for it ends before.</summary>
    public static IEnumerable<Fault> FaultsUntil(PlanContent content, CancellationToken cancel)
    {
        List<Fault> faults = [.. OfNumbers(content), .. OfWords(content), .. OfRules(content)];
        if (faults.Count > 0) return faults;
        if (WorstCase.Until(content, cancel) is not { } worst) return [WorstCase.TooLarge];
        return worst.Bps <= content.OrderCapBps ? [] : [WorstCase.AboveCap(worst, content)];
    }

    private static IEnumerable<Fault> OfNumbers(PlanContent content) =>
    [
        .. Fault.Outside("payDepth", content.PayDepth, 1, MaxPayDepth),
        .. Fault.Outside("holdDays", content.HoldDays, 0, MaxDays),
        .. Fault.Outside("autoCompleteDays", content.AutoCompleteDays, 0, MaxDays),
        .. Fault.Outside("orderCapBps", content.OrderCapBps, 1, MaxBps),
        .. Fault.Outside("minimumPayout", content.MinimumPayout, 0, Money.Limit),
    ];

    private static IEnumerable<Fault> OfWords(PlanContent content) =>
    [
        .. Fault.Unknown("basis", content.Basis, [PlanContent.NetPaid, PlanContent.PerUnit]),
        .. Fault.Unknown("selfPurchase", content.SelfPurchase, [PlanContent.None, PlanContent.AsDepth1]),
        .. Fault.Unknown("compression", content.Compression, [PlanContent.None, PlanContent.Skip]),
        .. Fault.Unknown("returnPolicy", content.ReturnPolicy, [PlanContent.CarryDebt, PlanContent.WithinBalance]),
        .. Fault.Unknown(
            "dividendGuarantee", content.DividendGuarantee, [PlanContent.Outside, PlanContent.Inside]),
        .. Each(content.TendersNotCounted, "tendersNotCounted", (word, path) => Fault.Unknown(path, word, Tenders)),
        .. Each(content.DiscountsCounted, "discountsCounted", (word, path) => Fault.Unknown(path, word, Funders)),
    ];

    private static IEnumerable<Fault> OfRules(PlanContent content)
    {
        if (content.Rules.Count is 0 or > LineKinds.MaxRules)
            return [new Fault("rules", "RULE_COUNT", $"A plan has 1 to {LineKinds.MaxRules} rules.")];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Each(content.Rules, "rules", (rule, path) => OfRule(content, rule, path, seen));
    }

    private static IEnumerable<Fault> OfRule(PlanContent content, PlanRule rule, string path, HashSet<string> seen)
    {
        if (!ValidationRules.IsMerchantId(rule.RuleId))
            yield return new Fault($"{path}.ruleId", "ID_INVALID", Fault.IdRule);
        else if (!seen.Add(rule.RuleId))
            yield return new Fault($"{path}.ruleId", "RULE_REPEATED", "A rule's id is unique in its plan.");
        foreach (var fault in OfLimit(rule.Products, $"{path}.products", OfId)) yield return fault;
        foreach (var fault in OfLimit(rule.Classes, $"{path}.classes", OfId)) yield return fault;
        foreach (var fault in OfLimit(rule.Rungs, $"{path}.rungs", (rung, at) => Fault.Unknown(at, rung, Rungs)))
            yield return fault;
        foreach (var fault in RuleShape.OfLimits(content, rule, path)) yield return fault;
        foreach (var fault in RuleShape.Faults(content, rule, path)) yield return fault;
    }

    private static IEnumerable<Fault> OfLimit(
        IReadOnlyList<string>? words, string path, Func<string, string, IEnumerable<Fault>> check) =>
        words is { Count: 0 or > MaxListed }
            ? [new Fault(path, "LIST_COUNT", $"A list has 1 to {MaxListed} entries; leave it out to limit nothing.")]
            : Each(words, path, check);

    internal static IEnumerable<Fault> OfId(string id, string path) => ValidationRules.IsMerchantId(id)
        ? []
        : [new Fault(path, "ID_INVALID", Fault.IdRule)];

    internal static IEnumerable<Fault> Each<T>(
        IReadOnlyList<T>? list, string path, Func<T, string, IEnumerable<Fault>> check) where T : class =>
        (list ?? []).SelectMany((item, i) => item is null
            ? [new Fault($"{path}[{i}]", "REQUIRED", "An entry is missing.")]
            : check(item, $"{path}[{i}]"));
}
