using System.Globalization;
using SocialCommerce.Commissions.Proofs;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Compliance;

/// <summary>The measures that the guard takes of a plan; pure.</summary>
internal static class PlanComplianceFacts
{
    /// <summary>Everything that a rule acting on plans looks at.</summary>
    public static IEnumerable<Measure> Of(
        PlanContent plan, IReadOnlyList<PartnerTier> tiers, IReadOnlyList<LadderProduct> products,
        GuardCatalogue catalogue) =>
    [
        Levels(plan), Total(plan), Hold(plan), .. OwnPurchases(plan), .. Distance(plan),
        .. plan.Rules.SelectMany((rule, i) => OfRule(rule, $"#/content/rules/{i}", products, catalogue)),
        .. TierComplianceFacts.Of(tiers, catalogue),
    ];

    private static Measure Levels(PlanContent plan)
    {
        var levels = PaidDepth(plan);
        return new Measure("G01", "#/content/payDepth", levels,
            levels == 1 ? "One level is paid." : $"{levels} levels above the buyer are paid.",
            most => $"Set payDepth to {most} and leave out the rates of deeper levels.");
    }

    /// <summary>The deepest level that any rule pays, all rules together (G01, G21).</summary>
    private static int PaidDepth(PlanContent plan) => plan.Rules.Max(rule =>
        rule.Kind == PlanRule.PeerOnce ? 1
        : rule.Kind == PlanRule.Dividend && IsTeamPay(rule) ? rule.TeamDepth ?? Metrics.DefaultTeamDepth
        : IsTeamPay(rule) ? plan.PayDepth
        : rule.Kind != PlanRule.Level ? 0
        : rule.Rates!.Where(rate => rate is { Bps: > 0 } or { UnitMinor: > 0 }).Select(rate => rate.Depth ?? 0)
            .DefaultIfEmpty().Max());

    /// <summary>
    /// Whether the rule pays a person for what the team below sells (团队计酬). Every kind counts as team pay unless it is
    /// excluded here.
    /// </summary>
    private static bool IsTeamPay(PlanRule rule) =>
        rule.Kind is not (PlanRule.Level or PlanRule.Dividend or PlanRule.Project)
        || rule is { Kind: PlanRule.Dividend, Share: PlanRule.ByTeamSales };

    private static Measure Total(PlanContent plan)
    {
        // Amounts per unit are bounded by nothing but the cap.
        var worst = plan.PaysPerUnit ? null : WorstCase.Of(plan);
        var pools = plan.Rules.Where(rule => rule is { Kind: PlanRule.Dividend, ReadsOrders: true })
            .Sum(rule => (long)rule.PoolBps!.Value);
        var bps = Math.Min(worst?.Bps ?? plan.OrderCapBps, plan.OrderCapBps) + pools;
        return new Measure("G06", "#/content/rules", bps,
            $"An order can cost {Percent(bps)} of what is paid for it.",
            most => pools == 0
                ? $"Lower the rates, or orderCapBps, until it is {Percent(most)}."
                : $"Lower the rates, orderCapBps or pools, until it is {Percent(most)}.");
    }

    private static Measure Hold(PlanContent plan) => new(
        "G08", "#/content/holdDays", plan.HoldDays, $"Commission matures {plan.HoldDays} days after completion.",
        least => $"Set holdDays to {least}.");

    private static IEnumerable<Measure> OwnPurchases(PlanContent plan)
    {
        if (plan.SelfPurchase == PlanContent.None) yield break;
        yield return new Measure("G07", "#/content/selfPurchase", 1, "Partners are paid for their own purchases.",
            _ => "Set selfPurchase to none.");
    }

    private static IEnumerable<Measure> Distance(PlanContent plan)
    {
        if (plan.Compression == PlanContent.None) yield break;
        yield return new Measure("G21", "#/content/compression", 1,
            "With compression somebody at any distance from the buyer can be paid.",
            _ => "Set compression to none.");
    }

    private static IEnumerable<Measure> OfRule(
        PlanRule rule, string path, IReadOnlyList<LadderProduct> products, GuardCatalogue catalogue)
    {
        if (TeamPay(rule, path) is { } teamPay) yield return teamPay;
        foreach (var claim in Claims.In(rule.RuleId, $"{path}/ruleId", catalogue)) yield return claim;
        if (!rule.ReadsOrders) yield break;
        if (Taken(products.Where(product => product.Role == LadderProduct.Entry), rule) is { Count: > 0 } entries)
            yield return new Measure("G04", path, entries.Count,
                $"Rule '{rule.RuleId}' pays on {Named(entries)}, which opens the way to a partner tier.",
                _ => "Limit the rule to other products, classes or rungs, or give the product another role.");
        var topUps = catalogue.WordsOf("G19");
        var charged = Taken(products.Where(product => product.Class is { } one && topUps.Contains(one)), rule);
        if (charged.Count > 0 || rule.Classes?.Any(topUps.Contains) == true)
            yield return new Measure("G19", path, Math.Max(1, charged.Count),
                $"Rule '{rule.RuleId}' pays when money is topped up, before it is spent.",
                _ => $"Limit the rule to classes other than {string.Join(", ", topUps)}.");
    }

    /// <summary>A pool of all sales is near to team pay; so is a promotion that pays the referrer (G05).</summary>
    private static Measure? TeamPay(PlanRule rule, string path) => rule switch
    {
        { Kind: PlanRule.PeerOnce } => new Measure("G05", $"{path}/kind", 2,
            $"Rule '{rule.RuleId}' pays the referrer for a promotion, without an order.", _ => "Leave it out."),
        _ when IsTeamPay(rule) => new Measure("G05", $"{path}/kind", 2,
            $"Rule '{rule.RuleId}' is a {rule.Kind} bonus: somebody is paid by what the team sells.",
            _ => "Use a level bonus."),
        { Kind: PlanRule.Dividend } => new Measure("G05", $"{path}/kind", 1,
            $"Rule '{rule.RuleId}' shares a pool among those who hold '{rule.Tier}' or a higher tier.",
            _ => "Pay accepted projects instead."),
        _ => null,
    };

    private static List<LadderProduct> Taken(IEnumerable<LadderProduct> products, PlanRule rule) =>
        [.. products.Where(product => rule.Takes(product.Line))];

    private static string Named(List<LadderProduct> products) =>
        string.Join(", ", products.Take(3).Select(product => $"'{product.ProductId}'"))
        + (products.Count > 3 ? $" and {products.Count - 3} more" : "");

    private static string Percent(long bps) =>
        string.Create(CultureInfo.InvariantCulture, $"{bps / 100m:0.##} %");
}
