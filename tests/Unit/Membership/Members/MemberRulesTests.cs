using Shouldly;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Points;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;
using Xunit;
using static SocialCommerce.UnitTests.Membership.RandomMembers;

namespace SocialCommerce.UnitTests.Membership.Members;

/// <summary>How people become members, and what the shop's changes do.</summary>
public class MemberRulesTests
{
    [Fact]
    public void The_first_order_earns_at_the_rates_and_rounds_down()
    {
        var change = MemberRules.Earn(null, Shop, Order(Shop, 0, Line(9_000), Line(1_099)), Start);
        change.Points.ShouldBe(100);
        change.Growth.ShouldBe(100);
        change.TierBefore.ShouldBeNull();
        change.TierAfter.ShouldBe("silver");
        change.MemberSince.ShouldBe(Start);
        change.Entries.ShouldBe([new TierEntry("silver", TierEntry.Growth, Start, Day(365))]);
    }

    [Fact]
    public void An_order_of_no_value_earns_nothing_but_a_member_product_gives_its_tier()
    {
        var change = MemberRules.Earn(null, Shop, Order(Shop, 0, new PaidLine("card", 1, 0)), Start);
        (change.Points, change.Growth).ShouldBe((0L, 0L));
        change.TierAfter.ShouldBe("black");
        Until(change.After, Day(89)).ShouldBe(Day(90));
        TierOf(change.After, Day(90)).ShouldBeNull();
    }

    [Fact]
    public void A_period_that_ends_is_followed_by_what_growth_gives()
    {
        var gold = Buy(50_000);
        TierOf(gold, Day(29)).ShouldBe("gold");
        TierOf(gold, Day(30)).ShouldBe("gold");
        Until(gold, Day(30)).ShouldBe(Day(60));
        Until(gold, Day(30 * 40).AddHours(1)).ShouldBe(Day(30 * 41));
    }

    [Fact]
    public void A_cheaper_member_product_never_lowers_a_tier_and_still_stands_when_the_higher_one_ends()
    {
        var catalogue = Catalogue(
            Tier("vip", 1, days: 100, products: ["vip"]), Tier("svip", 2, days: 10, products: ["svip"]));
        var both = MemberRules.Earn(
            null, catalogue, Order(catalogue, 0, new PaidLine("svip", 1, 0), new PaidLine("vip", 1, 0)), Start).After;
        TierAt(both, catalogue, Day(9)).Tier.ShouldBe("svip");
        TierAt(both, catalogue, Day(10)).ShouldBe(("vip", Day(100)));
        TierAt(both, catalogue, Day(100)).Tier.ShouldBeNull();
    }

    [Fact]
    public void A_threshold_that_is_lowered_gives_the_tier_from_then_on()
    {
        var silver = Tier("silver", 1, growthFrom: 100, days: 365);
        var lowered = Catalogue(silver, silver with { Version = 2, GrowthFrom = 90, RecordedAt = Day(10) });
        var low = MemberRules.Earn(null, lowered, Order(lowered, 0, Line(9_000)), Start).After;
        TierAt(low, lowered, Day(9)).Tier.ShouldBeNull();
        TierAt(low, lowered, Day(20)).ShouldBe(("silver", Day(375)));
        var late = MemberRules.Earn(null, lowered, Order(lowered, 10, Line(9_000)), Day(10)).After;
        TierAt(late, lowered, Day(10)).ShouldBe(("silver", Day(375)), "the change of that instant comes after it");
    }

    [Fact]
    public void A_threshold_that_is_lowered_after_a_period_ended_gives_the_tier_from_then_on_too()
    {
        var silver = Tier("silver", 1, growthFrom: 100, days: 365);
        var catalogue = Catalogue(
            silver, silver with { Version = 2, GrowthFrom = 0, RecordedAt = Day(100) },
            Tier("gold", 2, growthFrom: 500, days: 30));
        var fallen = Refunded(catalogue, Bought(catalogue, 0, 50_000), (1, 0));
        TierAt(fallen, catalogue, Day(60)).Tier.ShouldBeNull();
        TierAt(fallen, catalogue, Day(100)).ShouldBe(("silver", Day(465)));
    }

    [Fact]
    public void A_threshold_that_is_raised_shortens_no_period_not_even_one_that_nobody_has_looked_at()
    {
        var silver = Tier("silver", 1, growthFrom: 100, days: 30);
        var raised = Catalogue(silver, silver with { Version = 2, GrowthFrom = 1_000, RecordedAt = Day(40) });
        var member = MemberRules.Earn(null, raised, Order(raised, 0, Line(10_000)), Start).After;
        TierAt(member, raised, Day(59)).ShouldBe(("silver", Day(60)));
        TierAt(member, raised, Day(60)).Tier.ShouldBeNull();
        var lasting = silver with { ValidityDays = null };
        var kept = Catalogue(lasting, lasting with { Version = 2, GrowthFrom = 1_000, RecordedAt = Day(40) });
        var refunded = Refunded(kept, Bought(kept, 0, 20_000), (50, 10_000));
        TierAt(refunded, kept, Day(50)).ShouldBe(("silver", null), "growth did not fall below what was asked for");
        TierAt(Refunded(kept, Bought(kept, 0, 20_000), (50, 9_900)), kept, Day(50)).Tier.ShouldBeNull();
    }

    [Fact]
    public void An_order_takes_the_terms_of_its_payment_and_one_before_the_tier_those_that_came()
    {
        var black = Tier("black", 1, days: 90, products: ["card"]) with { RecordedAt = Day(10) };
        var catalogue = Catalogue(
            black, black with { Version = 2, ValidityDays = 30, RecordedAt = Day(20) },
            black with { Version = 3, MemberProducts = [], RecordedAt = Day(30) });
        catalogue.GivenBy("card", Day(10))!.ValidityDays.ShouldBe(90);
        catalogue.GivenBy("card", Day(20))!.ValidityDays.ShouldBe(30);
        catalogue.GivenBy("card", Day(5))!.ValidityDays.ShouldBe(30, "the newest that names it");
        catalogue.GivenBy("card", Day(30)).ShouldBeNull("it was taken out by then");
        catalogue.GivenBy("tea", Day(10)).ShouldBeNull();
    }

    [Fact]
    public void An_order_earns_at_the_rates_of_its_payment_and_before_the_first_at_these()
    {
        var catalogue = new MemberCatalogue(
            [], [new EarningRates(1, 200, 100, null, Day(10)), new EarningRates(2, 300, 100, null, Day(20))]);
        catalogue.RatesAt(Day(5)).PointsBps.ShouldBe(200);
        catalogue.RatesAt(Day(10)).PointsBps.ShouldBe(200);
        catalogue.RatesAt(Day(20)).PointsBps.ShouldBe(300);
        Catalogue().RatesAt(Day(5)).ShouldBe(EarningRates.Default);
    }

    [Fact]
    public void The_largest_orders_and_quantities_do_not_overflow()
    {
        var most = new MemberCatalogue(
            [Tier("black", 1, days: 36_500, products: ["card"])], [new EarningRates(1, 100_000, 100_000)]);
        var order = Order(most, 0, new PaidLine("card", long.MaxValue, 1_000_000_000_000));
        var change = MemberRules.Earn(null, most, order, Start);
        change.Points.ShouldBe(10_000_000_000_000);
        MemberRules.TierAt(change.After, most, Day(1_000_000))!.Until!.Value.Year.ShouldBe(9999);
    }
}
