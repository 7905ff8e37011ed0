using Shouldly;
using SocialCommerce.Commissions.Compliance;
using SocialCommerce.Commissions.Publishing;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Compliance;

/// <summary>Rules that no system can look into ask a named person, where there is something to ask about.</summary>
public class DeclarationTests
{
    private static readonly Condition Exam = new(Metric: Metrics.Training, Training: "exam");
    private static readonly Condition Purchase = new(Metric: Metrics.OwnNetSpend, AtLeast: 100);
    private static readonly LadderProduct Card = new("card", "giftCard", null, null);
    private static readonly LadderProduct Pack = new("pack", null, null, LadderProduct.Entry);

    [Fact]
    public void Nothing_is_asked_where_there_is_nothing_to_ask_about()
    {
        foreach (var jurisdiction in new[] { "CN", "US", "EU", "custom" }) Asked(jurisdiction, Exam).ShouldBeEmpty();
    }

    [Fact]
    public void Stored_value_stock_and_benefits_are_asked_about_where_the_profile_cares()
    {
        Asked("CN", Exam, 0, Card).ShouldBe(["G18 #/products", "G22 #/products"]);
        Asked("US", Exam, 0, Card).ShouldBe(["G22 #/products"]);
        Asked("CN", Exam, 3).ShouldBe(["G15 #/touchpoints"]);
        Asked("EU", Exam, 3).ShouldBeEmpty();
        Asked("US", Purchase).ShouldBe(["G13 #/tiers"]);
        Asked("US", new Condition(Any: [Exam, new Condition(All: [Purchase, Exam])])).ShouldBe(["G13 #/tiers"]);
        Asked("US", Exam, 0, Pack).ShouldBe(["G13 #/tiers"]);
        Asked("CN", Purchase).ShouldBeEmpty();
        Asked("custom", Purchase, 3, Card, Pack).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_asked_is_a_flag_that_a_person_acknowledges()
    {
        var judgement = PublishingReview.Of(
            new PlanContent([Chains.Rule("level", (1, "T1", 100))], PayDepth: 1), [new PartnerTier("T1", "One", Exam)],
            [], new ShopEvidence(Benefits: 2), GuardCatalogue.Shipped.InForce("CN", DateTimeOffset.UnixEpoch));
        judgement.Publishable.ShouldBeTrue();
        judgement.Flags.Single().RuleId.ShouldBe("G15");
        judgement.Flags.Single().Words.ShouldContain("2 touchpoints");
    }

    [Fact]
    public void A_basis_of_what_was_paid_is_a_warning_where_member_tiers_have_their_own_prices()
    {
        foreach (var (basis, prices, found) in new[]
        {
            (PlanContent.NetPaid, 2, 1), (PlanContent.NetPaid, 0, 0), (PlanContent.PerUnit, 2, 0),
        })
        {
            var judgement = PublishingReview.Of(
                new PlanContent([Chains.Rule("level", (1, "T1", 100))], PayDepth: 1, Basis: basis),
                [new PartnerTier("T1", "One", Exam)], [], new ShopEvidence(TierPrices: prices),
                GuardCatalogue.Shipped.InForce("custom", DateTimeOffset.UnixEpoch));
            judgement.Findings.Count(finding => finding.RuleId == GuardFinding.TierPrices).ShouldBe(found);
            (judgement.Publishable, judgement.Flags.Any()).ShouldBe((true, false));
        }
    }

    private static string[] Asked(
        string jurisdiction, Condition condition, long benefits = 0, params LadderProduct[] products) =>
    [
        .. Declarations.Asked(
                [new PartnerTier("T1", "One", condition)], products, new ShopEvidence(benefits), GuardCatalogue.Shipped,
                GuardCatalogue.Shipped.InForce(jurisdiction, DateTimeOffset.UnixEpoch))
            .Select(finding => $"{finding.RuleId} {finding.Path}"),
    ];
}
