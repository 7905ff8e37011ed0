using Shouldly;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;
using Xunit;
using static SocialCommerce.UnitTests.Membership.RandomMembers;

namespace SocialCommerce.UnitTests.Membership.Members;

/// <summary>
/// What keeps a tier at the end of its period: silver from 100 without a condition, gold from 500 by 200 a period with
/// ten days of grace, black from 1,000 by 600; each for 100 days.
/// </summary>
public class KeepingTiersTests
{
    private static readonly MemberTier Silver = Tier("silver", 1, growthFrom: 100, days: 100);

    private static readonly MemberTier Gold = Tier("gold", 2, growthFrom: 500, days: 100) with
    {
        KeepGrowth = 200,
        GraceDays = 10,
    };

    private static readonly MemberTier Black = Tier("black", 3, growthFrom: 1_000, days: 100) with { KeepGrowth = 600 };

    private static readonly MemberCatalogue Ladder = Catalogue(Silver, Gold, Black);

    [Fact]
    public void Growth_of_the_period_keeps_the_tier_from_the_old_end_on()
    {
        var member = Of(Ladder, (0, 500), (60, 199), (99, 1));
        TierAt(member, Ladder, Day(99)).ShouldBe(("gold", Day(100)));
        TierAt(member, Ladder, Day(100)).ShouldBe(("gold", Day(200)));
    }

    [Fact]
    public void The_growth_that_reached_the_tier_does_not_keep_it_and_days_of_grace_come_first()
    {
        var member = Of(Ladder, (0, 900));
        TierAt(member, Ladder, Day(100)).ShouldBe(("gold", Day(110)), "grace");
        TierAt(member, Ladder, Day(109)).ShouldBe(("gold", Day(110)));
        TierAt(member, Ladder, Day(110)).ShouldBe(("silver", Day(210)));
        TierAt(member, Ladder, Day(900)).ShouldBe(("silver", Day(910)), "silver asks for nothing");
    }

    [Fact]
    public void What_is_missing_can_be_gained_in_the_days_of_grace_and_the_rest_counts_for_the_next_period()
    {
        var member = Of(Ladder, (0, 500), (50, 150), (105, 120));
        TierAt(member, Ladder, Day(105)).ShouldBe(("gold", Day(200)), "from the old end");
        member.Period.ShouldBe(new GrowthPeriod(Growth: 70));
        TierAt(Of(Ladder, (0, 500), (50, 150), (105, 120), (150, 130)), Ladder, Day(200)).ShouldBe(("gold", Day(300)));
        TierAt(Of(Ladder, (0, 500), (50, 150), (105, 120), (150, 129)), Ladder, Day(200)).ShouldBe(("gold", Day(210)));
        TierAt(Of(Ladder, (0, 500), (50, 150), (110, 50)), Ladder, Day(110))
            .ShouldBe(("silver", Day(210)), "at that instant the grace has ended");
    }

    [Fact]
    public void A_lost_tier_is_reached_again_by_what_keeps_it_and_one_above_by_its_threshold()
    {
        (int, long)[] lost = [(0, 500)];
        TierAt(Of(Ladder, [.. lost, (120, 199)]), Ladder, Day(120)).Tier.ShouldBe("silver");
        TierAt(Of(Ladder, [.. lost, (120, 150), (130, 50)]), Ladder, Day(130)).ShouldBe(("gold", Day(230)));
        TierAt(Of(Ladder, [.. lost, (120, 150), (215, 50)]), Ladder, Day(215))
            .Tier.ShouldBe("silver", "another period of silver has begun");
        TierAt(Of(Ladder, [.. lost, (120, 500)]), Ladder, Day(120)).ShouldBe(("black", Day(220)));
    }

    [Fact]
    public void Who_is_left_without_a_tier_returns_by_what_was_gained_since_then()
    {
        var alone = Catalogue(Gold with { GraceDays = null });
        var fallen = Of(alone, (0, 500));
        TierAt(fallen, alone, Day(100)).Tier.ShouldBeNull();
        var near = Of(alone, (0, 500), (150, 100), (400, 99));
        TierAt(near, alone, Day(400)).Tier.ShouldBeNull();
        TierAt(Of(alone, (0, 500), (150, 100), (400, 100)), alone, Day(400)).ShouldBe(("gold", Day(500)));
    }

    [Fact]
    public void One_end_lowers_by_so_many_tiers_at_most()
    {
        var steps = Catalogue(
            Tier("bronze", 1, growthFrom: 10, days: 50) with { KeepGrowth = 5 },
            Silver with { Rank = 2, KeepGrowth = 50 }, Gold with { Rank = 3, GraceDays = null },
            Black with { Rank = 4, MaxDrop = 2 });
        var member = Of(steps, (0, 1_000));
        TierAt(member, steps, Day(100)).ShouldBe(("silver", Day(200)), "two below black");
        TierAt(member, steps, Day(200)).Tier.ShouldBeNull("silver may fall by any number");
        var one = Catalogue([.. steps.Tiers.Select(tier => tier with { MaxDrop = 1 })]);
        var slow = Of(one, (0, 1_000));
        TierAt(slow, one, Day(100)).ShouldBe(("gold", Day(200)));
        TierAt(slow, one, Day(200)).ShouldBe(("silver", Day(300)));
        TierAt(slow, one, Day(300)).ShouldBe(("bronze", Day(350)));
        TierAt(slow, one, Day(350)).Tier.ShouldBeNull();
        TierTimeline.Of([Grown(one, 0, 1_000)], one, Day(500)).Select(one => (one.TierId, one.Since)).ShouldBe(
            [("black", Day(0)), ("gold", Day(100)), ("silver", Day(200)), ("bronze", Day(300)), (null, Day(350))]);
    }

    [Fact]
    public void A_tier_that_growth_no_longer_reaches_falls_by_one_tier_where_it_may_not_fall_further()
    {
        var steady = Catalogue(Silver, Gold with { KeepGrowth = null, MaxDrop = 1 });
        var order = Grown(steady, 0, 500);
        var empty = MemberRules.Fold(
            [order with { Refunds = [new PastRefund("r", Day(3), default, [], steady.RefundsAt(Day(3)))] }], steady);
        TierAt(empty.Member, steady, Day(100)).ShouldBe(("gold", Day(110)), "grace");
        TierAt(empty.Member, steady, Day(110)).ShouldBe(("silver", Day(210)));
        TierAt(empty.Member, steady, Day(210)).Tier.ShouldBeNull();
    }

    [Fact]
    public void Spend_keeps_as_well_as_growth_and_refunds_of_the_period_count_against_it()
    {
        var spent = Catalogue(Silver, Gold with { KeepGrowth = null, KeepSpendMinor = 20_000 });
        var second = Grown(spent, 50, 200, "b");
        MemberRow Refund(int day) => MemberRules.Fold(
        [
            Grown(spent, 0, 500), second with
            {
                Refunds =
                [
                    new PastRefund(
                        "r", Day(day), new MembershipStanding(199, 199, 19_999), [], spent.RefundsAt(Day(day))),
                ],
            },
        ], spent).Member;
        TierAt(Of(spent, (0, 500), (50, 200)), spent, Day(100)).ShouldBe(("gold", Day(200)));
        TierAt(Refund(99), spent, Day(100)).ShouldBe(("gold", Day(110)), "one unit is missing, and there is grace");
        TierAt(Refund(100), spent, Day(100)).ShouldBe(("gold", Day(200)), "the period had ended");
    }

    [Fact]
    public void Growth_ends_no_period_early_and_a_bought_tier_stands_beside_it()
    {
        var catalogue = Catalogue(Silver, Gold, Tier("card", 9, days: 300, products: ["card"]));
        var member = MemberRules.Fold([Grown(catalogue, 0, 500), Card(catalogue, "c", 50, 1)], catalogue).Member;
        TierAt(member, catalogue, Day(200)).ShouldBe(("card", Day(350)));
        TierAt(member, catalogue, Day(350)).ShouldBe(("silver", Day(410)), "gold ended on day 110");
    }

    [Fact]
    public void The_shop_changes_what_keeps_a_tier_for_periods_that_end_later()
    {
        var changed = Catalogue(Silver, Gold, Gold with { Version = 2, KeepGrowth = 50, RecordedAt = Day(104) });
        var member = Of(changed, (0, 500), (50, 60));
        TierAt(member, changed, Day(103)).ShouldBe(("gold", Day(110)));
        TierAt(member, changed, Day(104)).ShouldBe(("gold", Day(200)), "in its days of grace");
        var entries = new List<TierEntry>();
        MemberSteps.Go(member, changed, Day(104), through: true, entries);
        entries.ShouldBe(
        [
            new TierEntry("gold", TierEntry.Grace, Day(100), Day(110)),
            new TierEntry("gold", TierEntry.Threshold, Day(104), Day(200)),
        ]);
    }

    [Fact]
    public void An_order_reported_late_keeps_the_tier_as_one_in_time()
    {
        var first = Grown(Ladder, 0, 500, "a");
        var kept = Grown(Ladder, 80, 200, "b");
        var last = Grown(Ladder, 300, 10, "c");
        var row = MemberRules.Fold([first, last], Ladder).Member;
        TierAt(row, Ladder, Day(300)).Tier.ShouldBe("silver");
        var change = MemberRules.Recompute(row, [first, last], [first, kept, last], Ladder, Day(300));
        TierTimeline.Of([first, kept, last], Ladder, Day(300)).Select(one => (one.TierId, one.Cause, one.Since))
            .ShouldBe([("gold", TierEntry.Growth, Day(0)), ("silver", TierEntry.PeriodEnd, Day(210))]);
        change.After.HasTiersOf(MemberRules.Fold([first, kept, last], Ladder).Member).ShouldBeTrue();
    }

    private static MemberRow Of(MemberCatalogue catalogue, params (int Day, long Growth)[] orders) =>
        MemberRules.Fold([.. orders.Select((one, i) => Grown(catalogue, one.Day, one.Growth, $"o{i}"))], catalogue)
            .Member;

    private static PastOrder Grown(MemberCatalogue catalogue, int day, long growth, string id = "o") =>
        Granted(catalogue, id, Day(day), Line(growth * 100));
}
