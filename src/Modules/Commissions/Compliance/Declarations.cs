using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Compliance;

/// <summary>
/// Rules of the guard that concern what happens outside: terms, campaigns, cards. Where the shop has something that
/// they are about, publishing asks a named person, whose acknowledgement is the declaration; where it has nothing of
/// the kind there is nothing to ask. Pure.
/// </summary>
internal static class Declarations
{
    private static readonly string[] Rules = ["G13", "G15", "G18", "G22"];

    /// <summary>What is asked under a profile.</summary>
    public static IEnumerable<GuardFinding> Asked(
        IReadOnlyList<PartnerTier> tiers, IReadOnlyList<LadderProduct> products, ShopEvidence evidence,
        GuardCatalogue catalogue, GuardProfile profile) =>
        from rule in Rules
        where profile.Of(rule).Any(limit => limit.Severity != GuardFinding.Info)
        let question = Question(rule, tiers, products, evidence, catalogue)
        where question is not null
        select new GuardFinding(
            rule, GuardFinding.Flag, question.Path, question.Words, catalogue.Rule(rule).Source,
            "Acknowledge it, which declares that it is so; or change what it is about.");

    /// <summary>
    /// A warning, whatever the profile: where members pay less for a tier, their referrers' basis falls as they rise.
    /// </summary>
    public static IEnumerable<GuardFinding> Warnings(PlanContent plan, ShopEvidence evidence)
    {
        if (plan.Basis != PlanContent.NetPaid || evidence.TierPrices == 0) yield break;
        yield return new GuardFinding(
            GuardFinding.TierPrices, GuardFinding.Info, "#/content/basis",
            $"{evidence.TierPrices} member tiers give prices of their own: who rises to one pays less, and those above "
            + "are paid on less.",
            "The perpetual rule, point 6: what is paid for an order does not follow the buyer's tier.",
            "Set basis to perUnit, and commissionable values for the products.");
    }

    private static Asking? Question(
        string rule, IReadOnlyList<PartnerTier> tiers, IReadOnlyList<LadderProduct> products, ShopEvidence evidence,
        GuardCatalogue catalogue)
    {
        var topUps = catalogue.WordsOf("G19");
        var cards = products.Where(product => product.Class is { } one && topUps.Contains(one)).ToList();
        return rule switch
        {
            "G13" when BuysStock(tiers, products) => new Asking("#/tiers",
                "Partners buy stock: is there a promise to buy it back when they leave?"),
            "G15" when evidence.Benefits > 0 => new Asking("#/touchpoints",
                $"{evidence.Benefits} touchpoints promise a benefit: is it never for the act of sharing?"),
            "G18" when cards.Count > 0 => new Asking("#/products",
                $"'{cards[0].ProductId}' sells stored value: are amount, expiry, issuer and custody lawful?"),
            "G22" when cards.Count > 0 => new Asking("#/products",
                $"'{cards[0].ProductId}' sells stored value: does nothing promise a yield or return on it?"),
            _ => null,
        };
    }

    private static bool BuysStock(IReadOnlyList<PartnerTier> tiers, IReadOnlyList<LadderProduct> products) =>
        tiers.Any(tier => tier.Conditions is { } conditions && Purchase(conditions))
        || products.Any(product => product.Role == LadderProduct.Entry);

    private static bool Purchase(Condition condition) =>
        (condition.All ?? condition.Any)?.Any(Purchase) ?? condition is { Metric: Metrics.OwnNetSpend, AtLeast: > 0 };

    private sealed record Asking(string Path, string Words);
}
