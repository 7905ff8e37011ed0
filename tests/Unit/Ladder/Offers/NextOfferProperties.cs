using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Kernel.Text;
using SocialCommerce.Ladder.Offers;
using SocialCommerce.Ladder.Products;
using Xunit;

namespace SocialCommerce.UnitTests.Ladder.Offers;

/// <summary>What holds of every next offer.</summary>
public sealed class NextOfferProperties
{
    private const int Cases = 10_000;

    [Fact]
    public void There_is_an_offer_or_the_reason_why_not() => Check(facts =>
    {
        var (offer, noOffer) = NextOffer.Decide(facts);
        (offer is null).ShouldBe(noOffer is not null);
    });

    [Fact]
    public void A_rung_that_the_customer_has_is_never_offered_nor_one_below() => Check(facts =>
    {
        if (NextOffer.Decide(facts).Offer is not { } offer) return;
        facts.Reached.ShouldNotContain(offer.Rung);
        foreach (var reached in facts.Reached)
            Rungs.Place(offer.Rung).ShouldBeGreaterThan(Rungs.Place(reached));
        facts.Ladder.Rungs.ShouldContain(rung => rung.Rung == offer.Rung);
    });

    [Fact]
    public void A_low_need_suppresses_the_offer_and_no_other_need_changes_it() => Check(facts =>
    {
        NextOffer.Decide(facts with { Need = new CustomerNeed("c", 1, "low") })
            .ShouldBe(new NextOffer(null, "lowNeed"));
        if (facts.Need?.Level != "low")
            Same(NextOffer.Decide(facts), NextOffer.Decide(facts with { Need = null }));
    });

    [Fact]
    public void More_items_are_offered_exactly_where_an_open_link_leads_to_the_rung() => Check(facts =>
    {
        if (facts.Need?.Level == "low") return;
        var rung = facts.Ladder.After(Rungs.Highest(facts.Reached));
        var leads = rung is not null && facts.Suggestions.Any(
            one => one.Rung == rung && one.BoughtAt <= facts.At && facts.At < one.Until);
        var offer = NextOffer.Decide(facts).Offer;
        (offer?.Reason == "moreItems").ShouldBe(leads);
        if (!leads) return;
        offer!.Evidence.Links.ShouldNotBeEmpty();
        offer.Evidence.Links.ShouldAllBe(link => link.ProductId == offer.ProductId && link.Until <= offer.When.Until);
        offer.Evidence.Orders.ShouldBeSubsetOf(facts.Suggestions.Select(one => one.OrderId));
        offer.When.Until!.Value.ShouldBeGreaterThan(offer.When.From);
    });

    [Fact]
    public void Every_reason_has_its_evidence_and_no_offer_begins_in_the_past() => Check(facts =>
    {
        if (NextOffer.Decide(facts).Offer is not { } offer) return;
        offer.When.From.ShouldBeGreaterThanOrEqualTo(facts.At);
        offer.Evidence.Orders.Count.ShouldBeLessThanOrEqualTo(3);
        (offer.Evidence.Links.Count > 0).ShouldBe(offer.Reason == "moreItems");
        if (offer.Evidence.Cycle is { } cycle)
        {
            offer.Reason.ShouldBe("deeperNeed");
            cycle.Orders.ShouldBeGreaterThan(1);
            offer.When.From.ShouldBe(cycle.DueAt > facts.At ? cycle.DueAt : facts.At);
        }
        if (offer.Reason == "morePrivileges") offer.Rung.ShouldBe("member");
        if (offer.Reason == "deeperNeed") facts.Bought.ShouldNotBeEmpty();
        if (offer.Reason == "deeperRelation" && offer.Rung != "partner") facts.Bought.ShouldBeEmpty();
    });

    [Fact]
    public void The_order_of_what_is_read_changes_nothing() => Check(facts => Same(
        NextOffer.Decide(facts),
        NextOffer.Decide(facts with
        {
            OwnedRungs = [.. facts.OwnedRungs.Reverse()],
            Bought = [.. facts.Bought.Reverse()],
            Suggestions = [.. facts.Suggestions.Reverse()],
        })));

    [Fact]
    public void A_customer_who_takes_each_offer_reaches_the_end_of_the_ladder_in_at_most_four_steps() => Check(facts =>
    {
        facts = facts with { Need = null, Products = Rungs.All.ToDictionary(rung => rung, rung => rung) };
        for (var steps = 0; NextOffer.Decide(facts).Offer is { } offer; steps++)
        {
            steps.ShouldBeLessThan(4);
            facts = facts with { OwnedRungs = [.. facts.OwnedRungs, offer.Rung] };
        }
        NextOffer.Decide(facts).NoOffer.ShouldBeOneOf("ladderComplete", "noNextRung");
    });

    private static void Check(Action<OfferFacts> holds) =>
        Prop.ForAll(RandomOffers.Any, holds).Check(Trying.Cases(Cases).WithEndSize(12));

    // Lists of records are equal where they say the same.
    private static void Same(NextOffer one, NextOffer other) =>
        Json.Write(one).ShouldBe(Json.Write(other));
}
