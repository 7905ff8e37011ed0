using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Ladder;
using Xunit;

namespace SocialCommerce.Tests.Commissions;

/// <summary>Properties of engine and reversal; a failure prints the seed that replays it.</summary>
public class CommissionProperties
{
    private static readonly string[] TierIds = ["", "T1", "T2", "T2!", "T3"];

    [Fact]
    public void An_order_never_pays_more_than_its_cap_and_each_share_is_rounded_once() => Prop.ForAll(
        Stories.ToArbitrary(), story =>
        {
            var left = story.Snapshot.Lines.Select(line => line.Value).ToArray();
            var outcomes = Engine.Evaluate(story.Snapshot, story.Plan, left);
            var shares = outcomes.Aggregate(Exact.Zero, (sum, outcome) => sum + outcome.Share);
            var worth = Engine.Basis(story.Snapshot.Lines, left);
            (shares > worth.Bps(story.Plan.OrderCapBps)).ShouldBeFalse();
            foreach (var outcome in outcomes)
            {
                (outcome.Share < Exact.Zero).ShouldBeFalse();
                var off = (Exact)(2 * outcome.Amount) - (outcome.Share + outcome.Share);
                (off > 1 || off < -1).ShouldBeFalse();
            }
            Engine.Evaluate(story.Snapshot, story.Plan, new long[left.Length])
                .ShouldAllBe(outcome => outcome.Amount == 0);
        }).Check(Printed);

    [Fact]
    public void Any_split_and_order_of_the_same_refunds_ends_at_the_same_nets_and_the_books_balance() => Prop.ForAll(
        Stories.ToArbitrary(), story =>
        {
            var straight = Play(story, story.Refunds);
            var backwards = Play(story, [.. story.Refunds.Reverse()]);
            var halves = Play(story, [.. story.Refunds.SelectMany(refund => new[]
            {
                refund with { Amount = refund.Amount / 2 },
                refund with { Amount = refund.Amount - (refund.Amount / 2) },
            })]);
            backwards.Nets.ShouldBe(straight.Nets);
            halves.Nets.ShouldBe(straight.Nets);

            foreach (var end in new[] { straight, backwards, halves })
                foreach (var (key, net) in end.Nets)
                    (end.Balance(key, Account.Pending) + end.Balance(key, Account.Available)).ShouldBe(net);
            var expected = Engine.Evaluate(story.Snapshot, story.Plan, straight.Left);
            foreach (var outcome in expected.Where(outcome => straight.Nets.ContainsKey(outcome.Person.Key)))
                straight.Nets[outcome.Person.Key].ShouldBe(
                    expected.Where(other => other.Person.Key == outcome.Person.Key).Sum(other => other.Amount));
            // Nothing that earned nothing at first earns by a refund: level shares only shrink.
            expected.Where(outcome => !straight.Nets.ContainsKey(outcome.Person.Key))
                .ShouldAllBe(outcome => outcome.Amount == 0);
        }).Check(Printed);

    [Fact]
    public void A_promotion_of_one_changes_nobody_elses_level_bonus() => Prop.ForAll(
        (from story in Stories
         from who in Gen.Choose(0, 4)
         from to in Gen.Elements("T1", "T2", "T3")
         select (story, who, to)).ToArbitrary(), found =>
        {
            var plan = found.story.Plan with { Compression = PlanContent.None, OrderCapBps = 100_000 };
            var before = found.story.Snapshot;
            if (found.who >= before.Chain.Count) return;
            var person = before.Chain[found.who];
            var chain = before.Chain.ToList();
            chain[found.who] = person with { Tier = found.to, Active = true };
            var left = before.Lines.Select(line => line.Value).ToArray();
            Amounts(before with { Chain = chain }).ShouldBe(Amounts(before));

            List<(string, long, long)> Amounts(Snapshot snapshot) => [.. Engine.Evaluate(snapshot, plan, left)
                .Where(outcome => outcome.Person.Key != person.Key)
                .Select(outcome => (outcome.Rule, outcome.Person.Key, outcome.Amount))];
        }).Check(Printed);

    private static Config Printed => Config.QuickThrowOnFailure.WithMaxTest(300);

    private sealed record Refund(int Line, long Amount);

    private sealed record Story(Snapshot Snapshot, PlanContent Plan, Refund[] Refunds, int MaturesAfter);

    private sealed record End(Dictionary<long, long> Nets, long[] Left, List<Movement> Movements)
    {
        public long Balance(long key, string account) => Movements.Where(m => m.CustomerKey == key)
            .Sum(m => m.To == account ? m.Amount : m.From == account ? -m.Amount : 0);
    }

    /// <summary>Books an order, its refunds and somewhere between them its maturity, as the flows do.</summary>
    private static End Play(Story story, Refund[] refunds)
    {
        long[] values = [.. story.Snapshot.Lines.Select(line => line.Value)];
        var accruals = Engine.Evaluate(story.Snapshot, story.Plan, values)
            .Where(outcome => outcome.Amount > 0)
            .Select((o, i) => new AccrualNet(
                i + 1, o.Rule, o.Kind, o.Person.Key, o.Person.CustomerId, o.Depth, o.Person.Tier!, o.Amount, o.Amount))
            .ToList();
        var movements = accruals.Select(a => new Movement(
            "GBP", a.BeneficiaryKey, Account.Expense, Account.Pending, a.Amount, "accrued", a.AccrualId)).ToList();
        var sums = RefundSums.None(values);
        var mature = false;
        for (var i = 0; i < refunds.Length; i++)
        {
            if (!mature && i >= story.MaturesAfter)
            {
                movements.AddRange(Reversal.Maturing(accruals, "GBP"));
                mature = true;
            }
            sums = With(sums, refunds[i]);
            var changes = Reversal.Of(accruals, Engine.Evaluate(story.Snapshot, story.Plan, sums.Left()));
            movements.AddRange(Reversal.Movements(changes, "GBP", mature));
            foreach (var change in changes)
                accruals[accruals.IndexOf(change.Accrual)] =
                    change.Accrual with { Net = change.Accrual.Net + change.Difference };
        }
        var nets = accruals.GroupBy(a => a.BeneficiaryKey)
            .ToDictionary(group => group.Key, group => group.Sum(a => a.Net));
        return new End(nets, sums.Left(), movements);
    }

    private static RefundSums With(RefundSums sums, Refund refund)
    {
        if (refund.Line == 0) return sums with { Plain = sums.Plain + refund.Amount };
        var gone = sums.Explicit.ToArray();
        gone[refund.Line - 1] += refund.Amount;
        return sums with { Explicit = gone };
    }

    private static Gen<Story> Stories =>
        from tiers in Gen.ArrayOf(Gen.Elements(TierIds), 4)
        from buyer in Gen.Elements(TierIds)
        from values in Gen.NonEmptyListOf(Gen.Choose(0, 30_000))
        from perUnit in Gen.Elements(false, true)
        from bases in Gen.ArrayOf(Gen.Choose(0, 100), 20)
        from rates in Gen.ArrayOf(Gen.Choose(0, 1_200), 9)
        from self in Gen.Elements(PlanContent.None, PlanContent.AsDepth1)
        from compression in Gen.Elements(PlanContent.None, PlanContent.Skip)
        from second in Gen.Elements(false, true)
        from fractions in Gen.ArrayOf(Gen.Choose(0, 100), 20)
        from plain in Gen.Choose(0, 100)
        from matures in Gen.Choose(0, 5)
        select Of(tiers, buyer, [.. values.Take(6)], perUnit ? bases : null, rates, self, compression, second,
            fractions, plain, matures);

    private static Story Of(
        string[] tiers, string buyer, int[] values, int[]? bases, int[] rates, string self, string compression,
        bool second, int[] fractions, int plain, int matures)
    {
        var snapshot = Chains.Of(tiers) with
        {
            Buyer = Chains.Person(100, buyer),
            Lines = [.. values.Select((value, i) => new SnapshotLine(
                i + 1, value, $"p{i % 2}", bases is null ? null : (long)value * bases[i] / 100))],
        };
        var rule = new PlanRule("first", PlanRule.Level, [.. rates.Select((bps, i) =>
            new PlanRate($"T{(i % 3) + 1}", bps, (i / 3) + 1))]);
        var content = new PlanContent(
            second ? [rule, rule with { RuleId = "second", Products = ["p1"] }] : [rule], 3, SelfPurchase: self,
            Compression: compression, OrderCapBps: 10_000);
        var refunds = values.Select((value, i) => new Refund(i + 1, (long)value * fractions[i] / 100)).ToList();
        var rest = values.Sum(value => (long)value) - refunds.Sum(refund => refund.Amount);
        refunds.Insert(matures % (refunds.Count + 1), new Refund(0, rest * plain / 100));
        return new Story(snapshot, content, [.. refunds], matures);
    }
}
