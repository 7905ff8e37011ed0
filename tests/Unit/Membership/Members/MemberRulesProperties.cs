using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Points;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;
using Xunit;

namespace SocialCommerce.UnitTests.Membership.Members;

/// <summary>Properties of the member rules; a failure prints the seed that replays it.</summary>
public class MemberRulesProperties
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Any_permutation_delay_and_duplication_of_a_history_ends_in_the_same_membership() => Prop.ForAll(
        (from catalogue in Catalogues
         from orders in Some(Orders, 7)
         from seed in Gen.Choose(0, int.MaxValue)
         select (catalogue, orders, seed)).ToArbitrary(),
        story =>
        {
            var all = story.orders.Select((draw, i) => Make(story.catalogue, draw, i)).ToList();
            var (due, entries) = MemberRules.Fold(all, story.catalogue);
            var random = new Random(story.seed);
            var heard = all.SelectMany(order => Enumerable.Range(-1, order.Refunds.Count + 1)
                .SelectMany(refund => Enumerable.Repeat((order, refund), random.Next(1, 3)))).ToArray();
            random.Shuffle(heard);
            var person = new Person(story.catalogue);
            foreach (var (order, refund) in heard) person.Hear(order, refund);

            person.Row!.HasTiersOf(due).ShouldBeTrue($"{person.Row} {due}");
            (person.Row.Growth, person.Row.Points, person.Row.AsOf).ShouldBe((due.Growth, due.Points, due.AsOf));
            person.History.ShouldBe(entries);
            for (var day = 0; day < 900; day += 45)
                MemberRules.TierAt(person.Row, story.catalogue, Start.AddDays(day))
                    .ShouldBe(MemberRules.TierAt(due, story.catalogue, Start.AddDays(day)));
        }).Check(Trying.Cases(10_000));

    [Fact]
    public void The_fold_is_what_a_walk_from_day_to_day_finds() => Prop.ForAll(
        (from orders in Some(Orders, 7)
         from growth in Gen.Choose(50, 900)
         select (orders, growth)).ToArbitrary(),
        story =>
        {
            var catalogue = RandomMembers.Catalogue(
                RandomMembers.Tier("t1", 1, story.growth),
                RandomMembers.Tier("t2", 2, null, 30, ["p1"]), RandomMembers.Tier("t3", 3, null, 7, ["p2"]));
            var all = story.orders.Select((draw, i) => Make(catalogue, draw, i)).ToList();
            var last = all.SelectMany(order => order.Refunds.Select(refund => refund.At).Append(order.At)).Max();
            var member = MemberRules.Fold(all, catalogue).Member;
            for (var day = last; day < last.AddDays(120); day = day.AddDays(1))
                (MemberRules.TierAt(member, catalogue, day)?.Tier.TierId).ShouldBe(Walk(all, story.growth, day));
        }).Check(Trying.Cases(2_000));

    [Fact]
    public void Any_split_of_refunds_ends_at_the_same_net_and_a_full_one_at_zero() => Prop.ForAll(
        (from values in Some(Gen.Choose(0, 2_000_000_000), 6)
         from bps in Gen.ArrayOf(Gen.Choose(0, 100_000), 3)
         from cuts in Some(Gen.Choose(0, 1_000), 6)
         select (Values: values, Bps: bps, Cuts: cuts.Order().Append(1_000).ToArray())).ToArbitrary(),
        order =>
        {
            var terms = new EarningTerms([new EarningRule(order.Bps[1], order.Bps[2], Products: ["card"])]);
            var catalogue = new MemberCatalogue([], [new EarningRates(1, order.Bps[0], order.Bps[0] / 3, terms)]);
            PaidLine[] lines =
                [.. order.Values.Select((value, i) => new PaidLine(i % 2 == 0 ? "card" : "tea", 1, value))];
            var grant = GrantTerms.Of(catalogue, lines, Start);
            grant.Whole.ShouldBe(grant.After(Left(lines, 0)));
            var before = grant.Whole;
            foreach (var cut in order.Cuts)
            {
                var stands = grant.After(Left(lines, cut));
                stands.Points.ShouldBeLessThanOrEqualTo(before.Points);
                stands.Growth.ShouldBeLessThanOrEqualTo(before.Growth);
                before = stands;
            }
            before.ShouldBe(default);
        }).Check(Trying.Cases(10_000));

    [Fact]
    public void Looking_in_between_changes_nothing() => Prop.ForAll(
        (from catalogue in Catalogues
         from value in Gen.Choose(0, 200_000)
         from steps in Some(Gen.Choose(1, 400), 20)
         select (catalogue, value, steps)).ToArbitrary(),
        story =>
        {
            var order = RandomMembers.Granted(story.catalogue, "o", Start, new PaidLine("p2", 1, story.value));
            var first = MemberRules.Earn(null, story.catalogue, order, Start).After;
            var (now, touched) = (Start, first);
            foreach (var days in story.steps)
            {
                now = now.AddDays(days);
                var nothing = RandomMembers.Granted(story.catalogue, "x", now, new PaidLine("tea", 1, 0));
                touched = MemberRules.Earn(touched, story.catalogue, nothing, now).After;
                MemberRules.TierAt(touched, story.catalogue, now)
                    .ShouldBe(MemberRules.TierAt(first, story.catalogue, now));
            }
        }).Check(Trying.Cases(1_000));

    /// <summary>The rules in other words, for one lasting tier by growth and two that are bought.</summary>
    private static string? Walk(List<PastOrder> orders, long growthFrom, DateTimeOffset day)
    {
        var stands = new Dictionary<string, DateTimeOffset>();
        foreach (var order in orders.OrderBy(order => order.At).ThenBy(order => order.OrderId, StringComparer.Ordinal))
            for (var i = 0; i < order.Gives.Count; i++)
            {
                var left = order.Refunds.Count > 0 ? order.Refunds[^1].UnitsLeft[i] : order.Gives[i].Units;
                if (left == 0) continue;
                var tier = order.Gives[i].TierId;
                var from = stands.TryGetValue(tier, out var until) && until > order.At ? until : order.At;
                stands[tier] = from.AddDays(order.Gives[i].Days!.Value * left);
            }
        foreach (var tier in new[] { "t3", "t2" })
            if (stands.TryGetValue(tier, out var until) && until > day) return tier;
        return orders.Sum(order => order.Stands.Growth) >= growthFrom ? "t1" : null;
    }

    private static LineLeft[] Left(PaidLine[] lines, int cut) => [.. lines.Select((line, i) =>
    {
        var left = line.ValueMinor - (line.ValueMinor * cut / 1_000);
        return new LineLeft(i + 1, left, left, line.ValueMinor, cut == 1_000 ? 0 : 1);
    })];

    private static Gen<T[]> Some<T>(Gen<T> one, int most) =>
        from count in Gen.Choose(1, most) from all in Gen.ArrayOf(one, count) select all;

    /// <summary>Orders and refunds, some of them at the same instant, or at that of a change of tiers.</summary>
    private static Gen<(int Day, int Value, string Product, int Units, (int Days, int Left)[] Refunds)> Orders =>
        from day in Gen.Choose(0, 40)
        from value in Gen.Choose(0, 60_000)
        from product in Gen.Elements("tea", "p1", "p2", "p3")
        from units in Gen.Choose(1, 3)
        from refunds in Gen.ArrayOf(
            from days in Gen.Choose(0, 40) from left in Gen.Choose(0, 4) select (days * 5, left))
        select (day * 5, value, product, units, refunds);

    private static PastOrder Make(
        MemberCatalogue catalogue, (int Day, int Value, string Product, int Units, (int Days, int Left)[] Refunds) draw,
        int index)
    {
        var order = RandomMembers.Granted(
            catalogue, $"o{index}", Start.AddDays(draw.Day), new PaidLine(draw.Product, draw.Units, draw.Value));
        var (left, refunds) = (4, new List<PastRefund>());
        foreach (var (days, rest) in draw.Refunds.Take(3).OrderBy(refund => refund.Days))
        {
            left = Math.Min(left, rest);
            refunds.Add(new PastRefund(
                $"r{refunds.Count}", Start.AddDays(draw.Day + days), new MembershipStanding(
                    order.Points * left / 4, order.Growth * left / 4, order.SpendMinor * left / 4),
                [.. order.Gives.Select(giving => Math.Min(giving.Units, left))],
                catalogue.RefundsAt(Start.AddDays(draw.Day + days))));
        }
        return order with { OrderKey = index, Refunds = refunds };
    }

    private static Gen<MemberCatalogue> Catalogues =>
        from days in Gen.ArrayOf(Gen.Elements<int?>(null, 1, 7, 30, 365), 6)
        from growth in Gen.ArrayOf(Gen.Elements<long?>(null, 0, 50, 300, 900), 6)
        from changed in Gen.ArrayOf(Gen.Choose(0, 40), 3)
        from keeps in Gen.ArrayOf(Gen.Elements(true, false), 2)
        from kept in Gen.ArrayOf(Gen.Elements<long?>(null, null, 1, 50, 400), 6)
        from grace in Gen.ArrayOf(Gen.Elements<int?>(null, null, 1, 5, 40), 6)
        from drop in Gen.ArrayOf(Gen.Elements<int?>(null, 1, 2), 6)
        from upgrade in Gen.ArrayOf(Gen.Elements<int?>(null, 3_333, 10_000), 6)
        let terms = new RandomTerms(kept, grace, drop, upgrade)
        select new MemberCatalogue(
            [
                .. Enumerable.Range(0, 3).SelectMany(n => new[]
                {
                    terms.Of(n, growth[n], days[n]),
                    terms.Of(n + 3, growth[n + 3], days[n + 3]) with
                    {
                        Version = 2,
                        RecordedAt = Start.AddDays(changed[n] * 5),
                    },
                }),
            ],
            [
                new EarningRates(1, 100, 100, new EarningTerms(AfterRefund: new AfterRefund(
                    keeps[0] ? AfterRefund.Keep : AfterRefund.End, keeps[1] ? AfterRefund.Keep : AfterRefund.Fall))),
            ]);

    /// <summary>A person as the flows keep one: the row is changed by what is heard, in the order of hearing.</summary>
    private sealed class Person(MemberCatalogue catalogue)
    {
        private readonly Dictionary<long, PastOrder> _known = [];
        private readonly HashSet<(long, int)> _waiting = [];
        private readonly List<(int Revision, TierEntry Entry)> _history = [];

        public MemberRow? Row { get; private set; }

        public IEnumerable<TierEntry> History =>
            _history.Where(one => one.Revision == Row!.Revision).Select(one => one.Entry);

        public void Hear(PastOrder order, int refund)
        {
            var now = Start.AddDays(1_000);
            if (refund >= 0)
            {
                // Before its order a refund waits; a second time it is known.
                if (!_known.ContainsKey(order.OrderKey)) _waiting.Add((order.OrderKey, refund));
                else TakeBack(order, refund, now);
                return;
            }
            var bare = order with { Refunds = [] };
            if (!_known.TryAdd(order.OrderKey, bare)) return;
            PastOrder[] before = [.. _known.Values.Where(one => one.OrderKey != order.OrderKey)];
            Keep(MemberRules.IsLatest(Row, catalogue, order.At)
                ? MemberRules.Earn(Row, catalogue, bare, now)
                : MemberRules.Recompute(Row!, before, _known.Values, catalogue, now));
            foreach (var (_, waiting) in _waiting.Where(one => one.Item1 == order.OrderKey).ToList())
                TakeBack(order, waiting, now);
        }

        private void TakeBack(PastOrder order, int refund, DateTimeOffset now)
        {
            var known = _known[order.OrderKey];
            if (known.Refunds.Contains(order.Refunds[refund])) return;
            // What is left after some refunds is the least that any of them leaves.
            PastRefund[] heard = [.. known.Refunds.Append(order.Refunds[refund]).OrderBy(one => one.RefundId,
                StringComparer.Ordinal)];
            PastOrder[] before = [.. _known.Values];
            _known[order.OrderKey] = known with { Refunds = heard };
            Keep(MemberRules.Recompute(Row!, before, _known.Values, catalogue, now));
        }

        private void Keep(MemberChange change)
        {
            Row = change.After;
            _history.AddRange(change.Entries.Select(entry => (Row.Revision, entry)));
        }
    }
}
