using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Membership;
using Xunit;

namespace SocialCommerce.Tests.Membership;

/// <summary>Properties of the member rules; a failure prints the seed that replays it.</summary>
public class MemberRulesProperties
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Any_split_of_refunds_ends_at_the_same_net_and_a_full_one_at_zero() => Prop.ForAll(
        (from value in Gen.Choose(0, 2_000_000_000)
         from bps in Gen.Choose(0, 100_000)
         from cuts in Gen.ListOf(Gen.Choose(0, 1_000))
         select (Value: (long)value, Bps: bps, Cuts: cuts.Order().Append(1_000).ToArray())).ToArbitrary(),
        order =>
        {
            var catalogue = new MemberCatalogue([], new EarningRates(1, order.Bps, order.Bps / 3));
            var earned = MemberRules.Earn(null, catalogue, [new PaidLine("tea", 1, order.Value)], Start);
            var (member, grant) = (earned.After, GrantOf(earned));
            foreach (var cut in order.Cuts)
            {
                var left = order.Value - (order.Value * cut / 1_000);
                var once = MemberRules.TakeBack(earned.After, GrantOf(earned), catalogue, left, Start);
                var change = MemberRules.TakeBack(member, grant, catalogue, left, Start);
                (member, grant) = (change.After, After(grant, change));
                member.Points.ShouldBe(once.After.Points);
                member.Growth.ShouldBe(once.After.Growth);
                change.Points.ShouldBeLessThanOrEqualTo(0);
                grant.PointsLeft.ShouldBe((long)((Int128)left * order.Bps / 10_000));
            }
            (member.Points, member.Growth).ShouldBe((0L, 0L));
        }).Check(Printed);

    [Fact]
    public void A_tier_falls_only_when_its_period_ends_and_sums_are_those_of_the_grants() => Prop.ForAll(
        (from catalogue in Catalogues
         from events in Gen.ListOf(Events)
         select (catalogue, events)).ToArbitrary(),
        story =>
        {
            var (now, member, grants) = (Start, (MemberRow?)null, new List<GrantRow>());
            foreach (var (days, value, product, refunds) in story.events)
            {
                now = now.AddDays(days);
                var before = member is null ? null : MemberRules.TierAt(member, story.catalogue, now);
                if (member is not null && refunds && grants.Count > 0)
                {
                    var index = value % grants.Count;
                    var left = grants[index].ValueMinor * (value % 4) / 4;
                    var change = MemberRules.TakeBack(member, grants[index], story.catalogue, left, now);
                    grants[index] = After(grants[index], change) with { ValueMinor = left };
                    member = change.After;
                    MemberRules.TierAt(member, story.catalogue, now).ShouldBe(before);
                }
                else
                {
                    var line = new PaidLine(product, 1, value);
                    var change = MemberRules.Earn(member, story.catalogue, [line], now);
                    grants.Add(GrantOf(change));
                    member = change.After;
                }
                var after = MemberRules.TierAt(member, story.catalogue, now);
                (after?.Tier.Rank ?? 0).ShouldBeGreaterThanOrEqualTo(before?.Tier.Rank ?? 0);
                if (after?.Until is { } until) until.ShouldBeGreaterThan(now);
                member.Growth.ShouldBe(grants.Sum(grant => grant.GrowthLeft));
                member.Points.ShouldBe(grants.Sum(grant => grant.PointsLeft));
            }
        }).Check(Printed);

    [Fact]
    public void Looking_in_between_changes_nothing() => Prop.ForAll(
        (from catalogue in Catalogues
         from value in Gen.Choose(0, 200_000)
         from steps in Gen.NonEmptyListOf(Gen.Choose(0, 400))
         select (catalogue, value, steps)).ToArbitrary(),
        story =>
        {
            var first = MemberRules.Earn(null, story.catalogue, [new PaidLine("p2", 1, story.value)], Start).After;
            var (now, touched) = (Start, first);
            foreach (var days in story.steps)
            {
                now = now.AddDays(days);
                touched = MemberRules.Earn(touched, story.catalogue, [], now).After;
                var untouched = MemberRules.TierAt(first, story.catalogue, now);
                MemberRules.TierAt(touched, story.catalogue, now).ShouldBe(untouched);
            }
        }).Check(Printed);

    private static Config Printed => Config.QuickThrowOnFailure.WithMaxTest(300);

    private static Gen<(int Days, int Value, string Product, bool Refunds)> Events =>
        from days in Gen.Choose(0, 60)
        from value in Gen.Choose(0, 60_000)
        from product in Gen.Elements("tea", "p1", "p2", "p3")
        from refunds in Gen.Elements(false, true)
        select (days, value, product, refunds);

    private static Gen<MemberCatalogue> Catalogues =>
        from days in Gen.ArrayOf(Gen.Elements<int?>(null, 1, 7, 30, 365), 3)
        from growth in Gen.ArrayOf(Gen.Elements<long?>(null, 0, 50, 300, 900), 3)
        select MemberRulesTests.Catalogue([.. Enumerable.Range(0, 3).Select(n =>
            MemberRulesTests.Tier($"t{n + 1}", n + 1, growth[n], days[n], [$"p{n + 1}"]))]);

    private static GrantRow GrantOf(MemberChange change) => new(
        1, change.ValueMinor, change.Rates.PointsBps, change.Rates.GrowthBps, change.Points, change.Growth);

    private static GrantRow After(GrantRow grant, MemberChange change) => grant with
    {
        PointsLeft = grant.PointsLeft + change.Points,
        GrowthLeft = grant.GrowthLeft + change.Growth,
    };
}
