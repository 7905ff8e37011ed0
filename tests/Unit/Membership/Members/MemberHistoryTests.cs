using Shouldly;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Points;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;
using Xunit;
using static SocialCommerce.UnitTests.Membership.RandomMembers;

namespace SocialCommerce.UnitTests.Membership.Members;

/// <summary>Members as their orders and refunds make them, by the times at which these happened.</summary>
public class MemberHistoryTests
{
    [Fact]
    public void A_card_that_was_paid_long_ago_is_over_when_it_is_heard_of()
    {
        var change = MemberRules.Earn(null, Shop, Order(Shop, -365, new PaidLine("card", 1, 0)), Start);
        change.TierAfter.ShouldBeNull();
        change.MemberSince.ShouldBe(Day(-365));
        TierOf(change.After, Day(-365 + 89)).ShouldBe("black");
        TierOf(change.After, Day(-365 + 90)).ShouldBeNull();
    }

    [Fact]
    public void A_refund_lets_a_tier_with_a_period_stand_until_the_period_ends()
    {
        var part = Refunded(Shop, Bought(Shop, 0, 50_000), (10, 20_000));
        (part.Growth, part.Points).ShouldBe((200L, 200L));
        TierOf(part, Day(29)).ShouldBe("gold");
        TierOf(part, Day(30)).ShouldBe("silver");
        Until(part, Day(30)).ShouldBe(Day(30 + 365));
        var whole = Refunded(Shop, Bought(Shop, 0, 50_000), (10, 20_000), (20, 0));
        TierOf(whole, Day(29)).ShouldBe("gold");
        TierOf(whole, Day(30)).ShouldBeNull();
    }

    [Fact]
    public void Periods_that_ended_before_a_refund_had_the_growth_of_then()
    {
        var (member, entries) = MemberRules.Fold([Bought(Shop, 0, 50_000, (40, 0))], Shop);
        entries.ShouldBe(
            [
                new TierEntry("gold", TierEntry.Growth, Day(0), Day(30)),
                new TierEntry("gold", TierEntry.PeriodEnd, Day(30), Day(60)),
            ]);
        TierOf(member, Day(59)).ShouldBe("gold");
        TierOf(member, Day(60)).ShouldBeNull();
    }

    [Fact]
    public void A_tier_without_a_period_ends_when_growth_falls_below_it()
    {
        var catalogue = Catalogue(Tier("silver", 1, growthFrom: 100), Tier("gold", 2, growthFrom: 500));
        var (member, entries) = MemberRules.Fold([Bought(catalogue, 0, 50_000, (7, 20_000))], catalogue);
        TierAt(member, catalogue, Day(7)).ShouldBe(("silver", null), "the lower one is what growth still reaches");
        entries.ShouldBe(
            [
                new TierEntry("gold", TierEntry.Growth, Day(0), null),
                new TierEntry("gold", TierEntry.Refund, Day(7), Day(7)),
                new TierEntry("silver", TierEntry.Refund, Day(7), null),
            ]);
        TierAt(Refunded(catalogue, Bought(catalogue, 0, 50_000), (7, 49_999)), catalogue, Day(8))
            .ShouldBe(("silver", null), "one growth less than the tier asks for");
        TierAt(Refunded(catalogue, Bought(catalogue, 0, 50_000), (7, 0)), catalogue, Day(7)).ShouldBe((null, null));
    }

    [Fact]
    public void A_shop_may_let_tiers_stand_after_refunds()
    {
        var keep = new AfterRefund(AfterRefund.Keep, AfterRefund.Keep);
        var catalogue = new MemberCatalogue(
            [Tier("gold", 1, growthFrom: 500), Tier("black", 2, days: 90, products: ["card"])],
            [new EarningRates(1, 100, 100, new EarningTerms(AfterRefund: keep))]);
        TierAt(Refunded(catalogue, Bought(catalogue, 0, 50_000), (7, 0)), catalogue, Day(8)).ShouldBe(("gold", null));
        var card = Card(catalogue, "a", 0, 1, (1, 0));
        TierAt(MemberRules.Fold([card], catalogue).Member, catalogue, Day(89)).ShouldBe(("black", Day(90)));
    }

    [Fact]
    public void A_member_product_bought_again_adds_to_what_is_left()
    {
        Until(Fold(Card(Shop, "a", 0, 1), Card(Shop, "b", 80, 2)), Day(80)).ShouldBe(Day(270));
        Until(Fold(Card(Shop, "a", 0, 1), Card(Shop, "b", 100, 1)), Day(100)).ShouldBe(Day(190));
    }

    [Fact]
    public void A_renewal_that_is_heard_before_the_first_card_ends_where_the_true_order_ends()
    {
        var first = Card(Shop, "a", 0, 1);
        var renewal = Card(Shop, "b", 80, 1);
        var heard = MemberRules.Earn(null, Shop, renewal, Day(81)).After;
        Until(heard, Day(81)).ShouldBe(Day(170));
        MemberRules.IsLatest(heard, Shop, first.At).ShouldBeFalse();
        var both = MemberRules.Recompute(heard, [renewal], [renewal, first], Shop, Day(82));
        Until(both.After, Day(82)).ShouldBe(Day(180));
        both.MemberSince.ShouldBe(Start);
        both.After.Revision.ShouldBe(1, "the history began anew");
        both.Entries.Select(entry => entry.Since).ShouldBe([Day(0), Day(80)]);
    }

    [Fact]
    public void A_card_that_is_refunded_gives_nothing_from_then_on_and_a_renewal_its_own_days_back()
    {
        TierOf(Fold(Card(Shop, "a", 0, 1, (1, 0))), Day(1)).ShouldBeNull();
        var renewed = Fold(Card(Shop, "a", 0, 1), Card(Shop, "b", 10, 1, (20, 0)));
        Until(renewed, Day(20)).ShouldBe(Day(90));
        var first = Fold(Card(Shop, "a", 0, 1, (20, 0)), Card(Shop, "b", 10, 1));
        Until(first, Day(20)).ShouldBe(Day(100), "what is left was bought on day 10");
        var (late, entries) = MemberRules.Fold([Card(Shop, "a", 0, 1), Card(Shop, "b", 10, 1, (95, 0))], Shop);
        TierOf(late, Day(95)).ShouldBeNull("it is over already");
        entries[^1].ShouldBe(new TierEntry("black", TierEntry.Refund, Day(95), Day(95)));
    }

    [Fact]
    public void One_unit_of_several_gives_back_its_own_days()
    {
        Until(Fold(Card(Shop, "a", 0, 3, (5, 2))), Day(5)).ShouldBe(Day(180));
        Until(Fold(Card(Shop, "a", 0, 3, (5, 2), (6, 1))), Day(6)).ShouldBe(Day(90));
    }

    [Fact]
    public void A_refund_that_changes_no_tier_continues_the_history()
    {
        var order = Bought(Shop, 0, 50_000);
        var row = MemberRules.Earn(null, Shop, order, Start).After;
        var change = MemberRules.Recompute(row, [order], [Bought(Shop, 0, 50_000, (3, 40_000))], Shop, Day(3));
        (change.Points, change.Growth).ShouldBe((-100L, -100L));
        (change.After.Revision, change.Entries.Count).ShouldBe((0, 0));
    }
}
