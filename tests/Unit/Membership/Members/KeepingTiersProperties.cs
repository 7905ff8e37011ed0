using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;
using Xunit;
using static SocialCommerce.UnitTests.Membership.RandomMembers;

namespace SocialCommerce.UnitTests.Membership.Members;

/// <summary>Periods, beside a clerk who looks at every day; a failure prints the seed that replays it.</summary>
public class KeepingTiersProperties
{
    private const int Days = 400;

    [Fact]
    public void A_clerk_who_looks_every_day_finds_the_same_tier_on_each() => Prop.ForAll(
        Stories.ToArbitrary(),
        story =>
        {
            var catalogue = Catalogue(story.Tiers);
            var orders = Orders(catalogue, story);
            var member = MemberRules.Fold(orders, catalogue);
            var intervals = TierTimeline.Of(orders, catalogue, Day(Days));
            var clerk = new Clerk(story.Tiers);
            for (var day = 0; day <= Days; day++)
            {
                clerk.Look(day, story.Gains.Where(one => one.Day == day).Select(one => one.Growth));
                var then = MemberRules.Fold([.. orders.Where(order => order.At <= Day(day))], catalogue).Member;
                TierAt(then, catalogue, Day(day)).Tier.ShouldBe(clerk.Tier, $"day {day} of {story}");
                intervals.Find(one => one.Since <= Day(day) && !(one.Until <= Day(day)))?.TierId
                    .ShouldBe(clerk.Tier, $"day {day} of {story}");
            }
            TierAt(member.Member, catalogue, Day(Days)).Tier.ShouldBe(clerk.Tier);
        }).Check(Trying.Cases(2_000));

    [Fact]
    public void A_tier_falls_at_the_end_of_a_period_alone_and_never_further_than_it_may() => Prop.ForAll(
        Stories.ToArbitrary(),
        story =>
        {
            var catalogue = Catalogue(story.Tiers);
            var intervals = TierTimeline.Of(Orders(catalogue, story), catalogue, Day(Days));
            foreach (var (before, after) in intervals.Zip(intervals.Skip(1)))
            {
                var (from, to) = (Rank(before.TierId), Rank(after.TierId));
                if (to > from) continue;
                // What is gained at the instant of the end may raise again from where the end left the member.
                if (!Array.Exists(story.Gains, one => Day(one.Day) == after.Since))
                    after.Cause.ShouldBe(TierEntry.PeriodEnd);
                if (story.Tiers[from - 1].MaxDrop is { } most) (from - to).ShouldBeLessThanOrEqualTo(most);
            }
        }).Check(Trying.Cases(2_000));

    private static int Rank(string? tierId) => tierId is null ? 0 : tierId[1] - '0';

    private static List<PastOrder> Orders(MemberCatalogue catalogue, Story story) =>
        [.. story.Gains.Select((one, i) => Granted(catalogue, $"o{i}", Day(one.Day), Line(one.Growth * 100)))];

    private static Gen<Story> Stories =>
        from days in Gen.ArrayOf(Gen.Elements(7, 20, 50), 3)
        from keep in Gen.ArrayOf(Gen.Elements<long?>(null, 10, 60, 150), 3)
        from spend in Gen.Elements(true, false)
        from grace in Gen.ArrayOf(Gen.Elements<int?>(null, 1, 6), 3)
        from drop in Gen.ArrayOf(Gen.Elements<int?>(null, 1, 2), 3)
        from count in Gen.Choose(1, 8)
        from gains in Gen.ArrayOf(
            from day in Gen.Choose(0, 200) from growth in Gen.Choose(1, 250) select (day, (long)growth), count)
        select new Story(
            [
                .. Enumerable.Range(0, 3).Select(n => Tier($"t{n + 1}", n + 1, 100 * (n + 1), days[n]) with
                {
                    KeepGrowth = spend ? null : keep[n],
                    KeepSpendMinor = spend ? keep[n] * 100 : null,
                    GraceDays = grace[n],
                    MaxDrop = drop[n],
                }),
            ], gains);

    private sealed record Story(MemberTier[] Tiers, (int Day, long Growth)[] Gains)
    {
        public override string ToString() => $"{string.Join(' ', Gains)}\n{string.Join('\n', (object[])Tiers)}";
    }

    /// <summary>The rules in other words: what the clerk notes about a member who gives nothing back.</summary>
    private sealed class Clerk(MemberTier[] tiers)
    {
        private long _growth;
        private long _gained;
        private int _rank;
        private int _lost;
        private int _began;
        private int _ends;
        private bool _grace;

        public string? Tier => _rank == 0 ? null : tiers[_rank - 1].TierId;

        public void Look(int day, IEnumerable<long> gains)
        {
            while (_rank > 0 && _ends == day) End(day);
            foreach (var gain in gains)
            {
                _growth += gain;
                _gained += gain;
                for (var rank = 3; rank > _rank; rank--)
                {
                    if (!Reaches(rank) || (rank <= _lost && !Keeps(rank))) continue;
                    Stand(rank, day);
                    break;
                }
                if (!_grace || !Keeps(_rank)) continue;
                var over = _gained - Needed(_rank);
                Stand(_rank, _began);
                _gained = over;
            }
        }

        private void End(int day)
        {
            if (Keeps(_rank))
            {
                Stand(_rank, day);
                return;
            }
            var tier = tiers[_rank - 1];
            if (!_grace && tier.GraceDays is { } grace)
            {
                (_grace, _began, _ends) = (true, day, day + grace);
                return;
            }
            var next = _rank - 1;
            while (next > 0 && !Keeps(next) && !(_rank - next >= tier.MaxDrop)) next--;
            _lost = Math.Max(_lost, _rank);
            Stand(next, day);
        }

        private void Stand(int rank, int since)
        {
            if (rank >= _lost) _lost = 0;
            (_rank, _began, _gained, _grace) = (rank, since, 0, false);
            _ends = rank == 0 ? 0 : since + tiers[rank - 1].ValidityDays!.Value;
        }

        private bool Reaches(int rank) => _growth >= 100 * rank;

        private bool Keeps(int rank) => Reaches(rank) && _gained >= Needed(rank);

        private long Needed(int rank) => tiers[rank - 1].KeepGrowth ?? tiers[rank - 1].KeepSpendMinor / 100 ?? 0;
    }
}
