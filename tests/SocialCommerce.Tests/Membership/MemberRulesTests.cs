using Shouldly;
using SocialCommerce.Membership;
using Xunit;

namespace SocialCommerce.Tests.Membership;

public class MemberRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly MemberCatalogue Shop = Catalogue(
        Tier("silver", 1, growthFrom: 100, days: 365),
        Tier("gold", 2, growthFrom: 500, days: 30),
        Tier("black", 3, days: 90, products: ["card"]));

    [Fact]
    public void The_first_order_earns_at_the_rates_and_rounds_down()
    {
        var change = MemberRules.Earn(null, Shop, [Line(9_000), Line(1_099)], Start);
        change.Points.ShouldBe(100);
        change.Growth.ShouldBe(100);
        change.TierBefore.ShouldBeNull();
        change.TierAfter.ShouldBe("silver");
        change.Entries.ShouldBe([new TierEntry("silver", TierEntry.Growth, Start, Day(365))]);
    }

    [Fact]
    public void An_order_of_no_value_earns_nothing_but_a_member_product_gives_its_tier()
    {
        var change = MemberRules.Earn(null, Shop, [new PaidLine("card", 1, 0)], Start);
        (change.Points, change.Growth).ShouldBe((0L, 0L));
        change.TierAfter.ShouldBe("black");
        Until(change.After, Day(89)).ShouldBe(Day(90));
        TierOf(change.After, Day(90)).ShouldBeNull();
    }

    [Fact]
    public void A_period_that_ends_is_followed_by_what_growth_gives()
    {
        var gold = Buy(null, 50_000, Start);
        TierOf(gold, Day(29)).ShouldBe("gold");
        TierOf(gold, Day(30)).ShouldBe("gold");
        Until(gold, Day(30)).ShouldBe(Day(60));
        Until(gold, Day(30 * 40).AddHours(1)).ShouldBe(Day(30 * 41));
    }

    [Fact]
    public void A_refund_lets_the_tier_stand_until_its_period_ends()
    {
        var gold = Buy(null, 50_000, Start);
        var grant = new GrantRow(1, 50_000, 100, 100, 500, 500);
        var change = MemberRules.TakeBack(gold, grant, Shop, 20_000, Day(10));
        (change.Points, change.Growth).ShouldBe((-300L, -300L));
        TierOf(change.After, Day(29)).ShouldBe("gold");
        TierOf(change.After, Day(30)).ShouldBe("silver");
        Until(change.After, Day(30)).ShouldBe(Day(30 + 365));
        var reduced = grant with { PointsLeft = 200, GrowthLeft = 200 };
        var rest = MemberRules.TakeBack(change.After, reduced, Shop, 0, Day(20));
        TierOf(rest.After, Day(29)).ShouldBe("gold");
        TierOf(rest.After, Day(30)).ShouldBeNull();
    }

    [Fact]
    public void Periods_that_ended_before_a_refund_had_the_growth_of_then()
    {
        var gold = Buy(null, 50_000, Start);
        var change = MemberRules.TakeBack(gold, new GrantRow(1, 50_000, 100, 100, 500, 500), Shop, 0, Day(40));
        change.Entries.ShouldBe([new TierEntry("gold", TierEntry.PeriodEnd, Day(30), Day(60))]);
        TierOf(change.After, Day(59)).ShouldBe("gold");
        TierOf(change.After, Day(60)).ShouldBeNull();
    }

    [Fact]
    public void A_tier_for_ever_that_growth_reached_never_falls_even_when_it_was_passed_in_one_jump()
    {
        var catalogue = Catalogue(Tier("silver", 1, growthFrom: 100), Tier("gold", 2, growthFrom: 500, days: 30));
        var gold = MemberRules.Earn(null, catalogue, [Line(50_000)], Start).After;
        var grant = new GrantRow(1, 50_000, 100, 100, 500, 500);
        var fallen = MemberRules.TakeBack(gold, grant, catalogue, 0, Day(1)).After;
        MemberRules.TierAt(fallen, catalogue, Day(29))!.Tier.TierId.ShouldBe("gold");
        var later = MemberRules.TierAt(fallen, catalogue, Day(5_000));
        (later!.Tier.TierId, later.Until).ShouldBe(("silver", null));
    }

    [Fact]
    public void A_member_product_bought_again_adds_to_what_is_left()
    {
        var once = MemberRules.Earn(null, Shop, [new PaidLine("card", 1, 0)], Start).After;
        var early = MemberRules.Earn(once, Shop, [new PaidLine("card", 2, 0)], Day(80)).After;
        Until(early, Day(80)).ShouldBe(Day(270));
        var late = MemberRules.Earn(once, Shop, [new PaidLine("card", 1, 0)], Day(100)).After;
        Until(late, Day(100)).ShouldBe(Day(190));
    }

    [Fact]
    public void A_cheaper_member_product_never_lowers_a_tier_and_still_stands_when_the_higher_one_ends()
    {
        var catalogue = Catalogue(
            Tier("vip", 1, days: 100, products: ["vip"]), Tier("svip", 2, days: 10, products: ["svip"]));
        var both = MemberRules.Earn(
            null, catalogue, [new PaidLine("svip", 1, 0), new PaidLine("vip", 1, 0)], Start).After;
        MemberRules.TierAt(both, catalogue, Day(9))!.Tier.TierId.ShouldBe("svip");
        var after = MemberRules.TierAt(both, catalogue, Day(10));
        (after!.Tier.TierId, after.Until).ShouldBe(("vip", Day(100)));
        MemberRules.TierAt(both, catalogue, Day(100)).ShouldBeNull();
    }

    [Fact]
    public void A_threshold_that_is_lowered_gives_the_tier_from_then_on()
    {
        var low = MemberRules.Earn(null, Shop, [Line(9_000)], Start).After;
        TierOf(low, Day(9)).ShouldBeNull();
        var lowered = Catalogue(Tier("silver", 1, growthFrom: 90, days: 365) with { ThresholdSince = Day(10) });
        var tier = MemberRules.TierAt(low, lowered, Day(20));
        (tier!.Tier.TierId, tier.Until).ShouldBe(("silver", Day(375)));
    }

    [Fact]
    public void A_threshold_that_is_lowered_after_a_period_ended_gives_the_tier_from_then_on_too()
    {
        var gold = Buy(null, 50_000, Start);
        var fallen = MemberRules.TakeBack(gold, new GrantRow(1, 50_000, 100, 100, 500, 500), Shop, 0, Day(1)).After;
        var lowered = Catalogue(
            Tier("silver", 1, growthFrom: 0, days: 365) with { ThresholdSince = Day(100) },
            Tier("gold", 2, growthFrom: 500, days: 30));
        var tier = MemberRules.TierAt(fallen, lowered, Day(100));
        (tier!.Tier.TierId, tier.Until).ShouldBe(("silver", Day(465)));
    }

    [Fact]
    public void A_threshold_that_is_raised_shortens_no_period()
    {
        var silver = Buy(null, 10_000, Start);
        var raised = Catalogue(Tier("silver", 1, growthFrom: 1_000, days: 365));
        MemberRules.TierAt(silver, raised, Day(364))!.Until.ShouldBe(Day(365));
        MemberRules.TierAt(silver, raised, Day(365)).ShouldBeNull();
    }

    [Fact]
    public void The_largest_orders_and_quantities_do_not_overflow()
    {
        var most = Catalogue(new EarningRates(1, 100_000, 100_000), Tier("black", 1, days: 36_500, products: ["card"]));
        var change = MemberRules.Earn(null, most, [new PaidLine("card", long.MaxValue, 1_000_000_000_000)], Start);
        change.Points.ShouldBe(10_000_000_000_000);
        MemberRules.TierAt(change.After, most, Day(1_000_000))!.Until!.Value.Year.ShouldBe(9999);
    }

    internal static MemberTier Tier(
        string id, int rank, long? growthFrom = null, int? days = null, string[]? products = null) =>
        new(id, 1, id, rank, growthFrom, products ?? [], days, [], DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

    internal static MemberCatalogue Catalogue(params MemberTier[] tiers) => new(tiers, EarningRates.Default);

    private static MemberCatalogue Catalogue(EarningRates rates, params MemberTier[] tiers) => new(tiers, rates);

    private static PaidLine Line(long valueMinor) => new("tea", 1, valueMinor);

    private static DateTimeOffset Day(int day) => Start.AddDays(day);

    private static MemberRow Buy(MemberRow? member, long valueMinor, DateTimeOffset at) =>
        MemberRules.Earn(member, Shop, [Line(valueMinor)], at).After;

    private static string? TierOf(MemberRow member, DateTimeOffset at) =>
        MemberRules.TierAt(member, Shop, at)?.Tier.TierId;

    private static DateTimeOffset? Until(MemberRow member, DateTimeOffset at) =>
        MemberRules.TierAt(member, Shop, at)?.Until;
}
