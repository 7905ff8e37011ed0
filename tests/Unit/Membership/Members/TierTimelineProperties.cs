using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;
using Xunit;
using static SocialCommerce.UnitTests.Membership.RandomMembers;

namespace SocialCommerce.UnitTests.Membership.Members;

/// <summary>The intervals of a member's tiers, beside what the rules say of each instant.</summary>
public class TierTimelineProperties
{
    private static readonly MemberCatalogue Tiers = Catalogue(
        Tier("silver", 1, growthFrom: 100, days: 60), Tier("gold", 2, growthFrom: 500, days: 30),
        Tier("black", 3, days: 20, products: ["card"]), Tier("life", 4, growthFrom: 1_500));

    [Fact]
    public void The_interval_that_holds_an_instant_has_the_tier_of_the_events_until_then() => Prop.ForAll(
        Stories.ToArbitrary(),
        orders =>
        {
            var now = Day(400);
            var intervals = TierTimeline.Of(orders, Tiers, now);
            for (var at = Day(0); at <= now; at = at.AddHours(100))
            {
                var holds = intervals.Where(one => one.Since <= at && !(one.Until <= at)).ToList();
                holds.Count.ShouldBeLessThanOrEqualTo(1);
                var due = TierAt(MemberRules.Fold(Until(orders, at), Tiers).Member, Tiers, at).Tier;
                (holds.Count == 0 ? null : holds[0].TierId).ShouldBe(due, $"{at:O} {string.Join('\n', intervals)}");
            }
        }).Check(Trying.Cases(300));

    [Fact]
    public void Intervals_follow_each_other_and_neighbours_differ() => Prop.ForAll(
        Stories.ToArbitrary(),
        orders =>
        {
            var intervals = TierTimeline.Of(orders, Tiers, Day(400));
            if (intervals.Count > 0) intervals[0].TierId.ShouldNotBeNull();
            for (var i = 1; i < intervals.Count; i++)
            {
                intervals[i].Since.ShouldBe(intervals[i - 1].Until!.Value);
                intervals[i].TierId.ShouldNotBe(intervals[i - 1].TierId);
                intervals[i].Since.ShouldBeGreaterThan(intervals[i - 1].Since);
            }
        }).Check(Trying.Cases(1_000));

    [Fact]
    public void Who_renews_in_time_keeps_one_interval_and_who_lapses_gets_another()
    {
        var one = Card(Tiers, "a", 0, 1);
        TierTimeline.Of([one, Card(Tiers, "b", 19, 1)], Tiers, Day(30))
            .ShouldBe([new TierInterval("black", TierEntry.Product, Day(0), Day(40))]);
        TierTimeline.Of([one, Card(Tiers, "b", 21, 1)], Tiers, Day(30)).ShouldBe(
        [
            new TierInterval("black", TierEntry.Product, Day(0), Day(20)),
            new TierInterval(null, TierEntry.PeriodEnd, Day(20), Day(21)),
            new TierInterval("black", TierEntry.Product, Day(21), Day(41)),
        ]);
        TierTimeline.Of([Card(Tiers, "a", 0, 1, (5, 0))], Tiers, Day(30)).ShouldBe(
        [
            new TierInterval("black", TierEntry.Product, Day(0), Day(5)),
            new TierInterval(null, TierEntry.Refund, Day(5), null),
        ]);
    }

    private static Gen<List<PastOrder>> Stories =>
        from count in Gen.Choose(1, 6)
        from draws in Gen.ArrayOf(
            from day in Gen.Choose(0, 120)
            from value in Gen.Choose(0, 60_000)
            from cards in Gen.Choose(0, 2)
            from refund in Gen.Choose(-1, 40)
            select (day, value, cards, refund), count)
        select draws.Select((draw, i) =>
        {
            var line = draw.cards == 0 ? Line(draw.value) : new PaidLine("card", draw.cards, draw.value);
            var order = Granted(Tiers, $"o{i}", Day(draw.day), line) with { OrderKey = i };
            return draw.refund < 0 ? order : order with
            {
                Refunds =
                [
                    new PastRefund(
                        "r", Day(draw.day + draw.refund),
                        new MembershipStanding(0, order.Growth / 2, order.SpendMinor / 2),
                        [.. order.Gives.Select(_ => 0L)], Tiers.RefundsAt(Day(draw.day))),
                ],
            };
        }).ToList();

    /// <summary>What had happened by then.</summary>
    private static List<PastOrder> Until(List<PastOrder> orders, DateTimeOffset at) =>
    [
        .. orders.Where(order => order.At <= at)
            .Select(order => order with { Refunds = [.. order.Refunds.Where(refund => refund.At <= at)] }),
    ];
}
