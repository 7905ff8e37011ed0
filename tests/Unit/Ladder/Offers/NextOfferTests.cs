using Shouldly;
using SocialCommerce.Ladder.Offers;
using SocialCommerce.Ladder.ProductLadder;
using SocialCommerce.Ladder.ProductLinks;
using SocialCommerce.Ladder.Products;
using Xunit;
using static SocialCommerce.UnitTests.Ladder.Offers.RandomOffers;

namespace SocialCommerce.UnitTests.Ladder.Offers;

/// <summary>The four reasons of a next offer, by example.</summary>
public sealed class NextOfferTests
{
    private static readonly OfferFacts New = new(
        Now, LadderContent.Setting.Default, null, [], null, [], [],
        Rungs.All.ToDictionary(rung => rung, rung => $"p-{rung}"));

    [Fact]
    public void The_first_purchase_makes_the_relation() =>
        Told(New).ShouldBe("p-traffic deeperRelation");

    [Theory]
    [InlineData("traffic", "p-low deeperNeed")]
    [InlineData("low", "p-member morePrivileges")]
    [InlineData("member", "p-partner deeperRelation")]
    public void A_rung_leads_to_the_next_one(string rung, string told) =>
        Told(New with { OwnedRungs = [rung], Bought = [Bought()] }).ShouldBe(told);

    [Fact]
    public void Who_buys_again_and_again_is_offered_more_at_the_next_expected_purchase()
    {
        var facts = New with { OwnedRungs = ["low"], Bought = [Bought(orders: 2, daysAgo: 10, cycle: 30)] };
        var offer = NextOffer.Decide(facts).Offer!;
        (offer.ProductId, offer.Reason, offer.When.From).ShouldBe(("p-member", "deeperNeed", Now.AddDays(20)));
        NextOffer.Decide(facts with { Bought = [Bought(orders: 2, daysAgo: 40, cycle: 30)] }).Offer!.When.From
            .ShouldBe(Now, "the purchase is overdue");
        Told(facts with { Bought = [Bought(orders: 1, daysAgo: 10, cycle: 30)] })
            .ShouldBe("p-member morePrivileges", "one purchase is no cycle");
    }

    [Fact]
    public void An_open_link_to_the_next_rung_comes_first_and_one_to_another_rung_does_not_count()
    {
        Suggestion Link(string rung) => new("p-link", "p", "o", Now.AddDays(-1), "why", 7, Now.AddDays(6), rung);
        var facts = New with { OwnedRungs = ["low"], Bought = [Bought()] };
        Told(facts with { Suggestions = [Link("member")] }).ShouldBe("p-link moreItems");
        Told(facts with { Suggestions = [Link("low")] }).ShouldBe("p-member morePrivileges");
    }

    [Fact]
    public void A_member_by_another_way_is_offered_no_member_product()
    {
        Told(New with { OwnedRungs = ["low"], Relation = new(Now, null) }).ShouldBe("p-partner deeperRelation");
        Told(New with { OwnedRungs = ["low"], Relation = new(Now, Now) }).ShouldBe("- ladderComplete");
    }

    [Fact]
    public void Without_an_offer_the_reason_says_what_is_missing()
    {
        var low = LadderContent.Of([new("low"), new("member")]);
        Told(New with { Ladder = low, OwnedRungs = ["low"] }).ShouldBe("- noNextRung");
        Told(New with { Ladder = low, OwnedRungs = ["member"] }).ShouldBe("- ladderComplete");
        Told(New with { Products = new Dictionary<string, string>() }).ShouldBe("- noProduct");
        Told(New with { Need = new CustomerNeed("c", 1, "low") }).ShouldBe("- lowNeed");
    }

    private static BoughtProduct Bought(long orders = 1, int daysAgo = 1, int? cycle = null) =>
        new("p", orders, Now.AddDays(-daysAgo), "o", cycle);

    private static string Told(OfferFacts facts)
    {
        var (offer, noOffer) = NextOffer.Decide(facts);
        return offer is null ? $"- {noOffer}" : $"{offer.ProductId} {offer.Reason}";
    }
}
