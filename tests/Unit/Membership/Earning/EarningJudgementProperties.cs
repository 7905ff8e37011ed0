using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Kernel.Time;
using SocialCommerce.Membership.Earning;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Points;
using SocialCommerce.Membership.Privileges;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;
using Xunit;
using static SocialCommerce.UnitTests.Membership.RandomMembers;

namespace SocialCommerce.UnitTests.Membership.Earning;

/// <summary>Properties of judged points; a failure prints the seed that replays it.</summary>
public class EarningJudgementProperties
{
    private const string Zone = "Asia/Shanghai";

    [Fact]
    public void Any_order_of_arrival_ends_in_the_same_points() => Prop.ForAll(
        Stories.ToArbitrary(),
        story =>
        {
            var all = story.Orders.Select((draw, i) => Make(story, draw, i)).ToList();
            var due = new Buyer(story.Catalogue);
            foreach (var order in Sorted(all)) due.Hear(order);
            var random = new Random(story.Seed);
            var heard = all.ToArray();
            random.Shuffle(heard);
            var buyer = new Buyer(story.Catalogue);
            foreach (var order in heard) buyer.Hear(order);
            (due.Late + buyer.Late).ShouldBe(0, "an order after all others changes none of them");
            buyer.Facts.ShouldBe(due.Facts, ignoreOrder: true);
            buyer.Points.ShouldBe(due.Points);
        }).Check(Trying.Cases(5_000));

    [Fact]
    public void A_day_grants_what_its_orders_earn_up_to_its_cap_and_one_order_is_the_first() => Prop.ForAll(
        Stories.ToArbitrary(),
        story =>
        {
            var all = story.Orders.Select((draw, i) => Make(story, draw, i)).ToList();
            var facts = EarningJudgement.Of(all, story.Catalogue, null, Zone);
            var granted = all.Select(order => (
                Day: DateOnly.FromDateTime(order.Past.At.UtcDateTime.AddHours(8)),
                Terms: order.Terms! with { Facts = facts[order.Past.OrderKey] })).ToList();
            foreach (var day in granted.GroupBy(one => one.Day))
                day.Sum(one => one.Terms.Whole.Points).ShouldBe(Math.Min(
                    story.MaxPerDay,
                    day.Sum(one => (one.Terms with { Facts = one.Terms.Facts! with { Room = null } }).Whole.Points)));
            facts.Values.Count(one => one.First).ShouldBe(1);
            facts[Sorted(all)[0].Past.OrderKey].First.ShouldBeTrue();
        }).Check(Trying.Cases(5_000));

    [Fact]
    public void Splits_of_a_refund_end_at_the_same_points_and_a_full_one_at_zero() => Prop.ForAll(
        (from story in Stories from cuts in Gen.ArrayOf(Gen.Choose(0, 4), 4) select (story, cuts)).ToArbitrary(),
        one =>
        {
            var order = Make(one.story, one.story.Orders[0], 0);
            var terms = order.Terms! with
            {
                Facts = EarningJudgement.Of([order], one.story.Catalogue, null, Zone)[0],
            };
            var before = terms.Whole.Points;
            terms.After([Left(terms, 4)]).Points.ShouldBe(before);
            foreach (var left in one.cuts.OrderDescending())
            {
                var stands = terms.After([Left(terms, left)]).Points;
                stands.ShouldBeLessThanOrEqualTo(before);
                before = stands;
            }
            terms.After([Left(terms, 0)]).Points.ShouldBe(0);
        }).Check(Trying.Cases(2_000));

    private static LineLeft Left(GrantTerms terms, int quarters) =>
        new(1, terms.ValueMinor * quarters / 4, quarters, 4, quarters > 0 ? 1 : 0);

    private static List<JudgedOrder> Sorted(IEnumerable<JudgedOrder> orders) =>
        [.. orders.OrderBy(one => one.Past.At).ThenBy(one => one.Past.OrderId, StringComparer.Ordinal)];

    private static JudgedOrder Make(Story story, (int Hour, int Value) draw, int index)
    {
        var at = Start.AddHours(draw.Hour);
        var terms = GrantTerms.Of(story.Catalogue, [new PaidLine("tea", 1, draw.Value)], at) with
        {
            Basis = EarningBasis.Of(story.Catalogue, at, at, new Birthday(1, 2), Zone),
        };
        return new JudgedOrder(
            new PastOrder(
                index, $"o{index}", at, terms.Whole.Points, terms.Whole.Growth, terms.Gives, [],
                terms.Whole.SpendMinor), terms);
    }

    private static Gen<Story> Stories =>
        from hours in Gen.ArrayOf(Gen.Choose(0, 120), 8)
        from values in Gen.ArrayOf(Gen.Choose(1, 60_000), 8)
        from count in Gen.Choose(1, 8)
        from growth in Gen.ArrayOf(Gen.Choose(0, 900), 2)
        from days in Gen.ArrayOf(Gen.Elements<int?>(null, 1, 2), 2)
        from times in Gen.ArrayOf(Gen.Choose(10_001, 30_000), 3)
        from most in Gen.Choose(0, 1_500)
        from extra in Gen.Elements(new FirstOrderPoints(77), new FirstOrderPoints(null, 17_500))
        from seed in Gen.Choose(0, int.MaxValue)
        let rules = new PointRule[]
        {
            new("gold", PointsPerUnitBps: 133, Tiers: ["t2"]),
            new("campaign", MultiplierBps: 12_500, From: Start.AddHours(30), Until: Start.AddHours(70)),
        }
        let terms = new PointTerms(
            MaxPerDay: most, Rules: rules, FirstOrder: extra, Birthday: new BirthdayPoints(times[2]))
        select new Story(
            new MemberCatalogue(
                [
                    .. Enumerable.Range(0, 2).Select(n => Tier($"t{n + 1}", n + 1, growth[n], days[n]) with
                    {
                        Privileges = [new Privilege("more", "identity", "More", null, new PrivilegeGrant(
                            GrantTypes.PointsMultiplier, MultiplierBps: times[n]))],
                    }),
                ],
                [new EarningRates(1, 100, 100, new EarningTerms(Points: terms), DateTimeOffset.UnixEpoch)]),
            most, [.. hours.Zip(values).Take(count)], seed);

    private sealed record Story(
        MemberCatalogue Catalogue, long MaxPerDay, (int Hour, int Value)[] Orders, int Seed);

    /// <summary>A buyer as the flows keep one: facts stand with each order and late ones correct them.</summary>
    private sealed class Buyer(MemberCatalogue catalogue)
    {
        private readonly List<JudgedOrder> _known = [];
        private MemberRow? _row;

        public int Late { get; private set; }

        public IEnumerable<(string, EarningFacts)> Facts =>
            _known.Select(order => (order.Past.OrderId, order.Terms!.Facts!));

        public long Points => _known.Sum(order => order.Terms!.Whole.Points);

        public void Hear(JudgedOrder order)
        {
            var latest = _row is null || _row.AsOf < order.Past.At;
            var judged = EarningJudgement.Of([.. _known, order], catalogue, null, Zone);
            var facts = judged[order.Past.OrderKey];
            if (latest)
            {
                var day = Periods.DayOf(order.Past.At, Zone);
                EarningJudgement.Of(
                    order.Terms!.Basis!, _row ?? MemberRow.Nobody, catalogue, order.Past.At, _known.Count == 0,
                    _known.Where(one => Periods.DayOf(one.Past.At, Zone) == day).Sum(one => one.Terms!.Whole.Points))
                    .ShouldBe(facts, "the buyer's row says what all orders say");
            }
            var before = _known.Select(one => one.Past).ToList();
            _row = latest
                ? MemberRules.Earn(_row, catalogue, order.Past, order.Past.At).After
                : MemberRules.Recompute(_row!, before, [.. before, order.Past], catalogue, order.Past.At).After;
            _known.Add(order with { Terms = order.Terms! with { Facts = facts } });
            for (var i = 0; i < _known.Count; i++)
                if (_known[i].Terms!.Facts != judged[_known[i].Past.OrderKey])
                {
                    _known[i] = _known[i] with
                    {
                        Terms = _known[i].Terms! with { Facts = judged[_known[i].Past.OrderKey] },
                    };
                    Late += latest ? 1 : 0;
                }
        }
    }
}
