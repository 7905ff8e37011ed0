using FsCheck;
using FsCheck.Fluent;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.UnitTests.Commissions;

/// <summary>A refund of units or of an amount of a line, or of a plain amount (line 0).</summary>
internal sealed record StoryRefund(int Line, long Units, long Amount);

/// <summary>An order of any plan with everything that is refunded of it.</summary>
internal sealed record Story(
    Snapshot Snapshot, PlanContent Plan, long[] Quantities, StoryRefund[] Refunds, int MaturesAfter)
{
    /// <summary>What was paid for each line.</summary>
    public long[] Values => [.. Snapshot.Lines.Select(line => line.Value)];
}

/// <summary>Orders and plans at random: all kinds, limits, bases, floors, caps, and mixed refunds.</summary>
internal static class RandomOrders
{
    private static readonly string[] TierIds = ["", "T1", "T2", "T2!", "T3"];

    /// <summary>Ten thousand cases; a failure prints the seed that replays it.</summary>
    public static Config Printed => Trying.Cases(10_000);

    /// <summary>Any story.</summary>
    public static Gen<Story> Any =>
        from chain in Gen.ListOf(Person, 5)
        from buyer in Gen.Elements(TierIds)
        from lines in Gen.Choose(1, 5).SelectMany(count => Gen.ListOf(Line, count))
        from plan in Plan
        from place in Place
        from returns in Gen.ListOf(Gen.Choose(0, 100), 11)
        from shuffle in Gen.Choose(0, int.MaxValue)
        from matures in Gen.Choose(0, 6)
        select Limited(Tell([.. chain], buyer, [.. lines], plan, [.. returns], shuffle, matures), place);

    /// <summary>An order's place in its buyer's history; none in every other story.</summary>
    private static Gen<OrderPlace?> Place =>
        from number in Gen.Choose(1, 4)
        from days in Gen.Choose(-1, 4)
        from kept in Gen.Elements(false, true)
        select kept ? new OrderPlace(number, null, days < 0 ? null : days, days < 0 ? null : days) : null;

    /// <summary>The story with limits on every rule that number, days and months of the place may fit or not.</summary>
    private static Story Limited(Story story, OrderPlace? place) => place is null ? story : story with
    {
        Snapshot = story.Snapshot with { Place = place },
        Plan = story.Plan with
        {
            Rules =
            [
                .. story.Plan.Rules.Select((rule, i) => rule with
                {
                    FirstOrders = (i + place.Number) % 3 == 0 ? null : 2,
                    DaysFromBinding = i % 2 == 0 ? 3 : null,
                    MonthsFromBinding = i % 3 == 1 ? 1 : null,
                }),
            ],
        },
    };

    /// <summary>Any plan with one to four rules.</summary>
    public static Gen<PlanContent> Plan =>
        from depth in Gen.Choose(1, 4)
        from levels in Gen.ListOf(Level(4), 2)
        from differential in Differential
        from peer in Peer
        from parts in Gen.Choose(1, 15)
        from perUnit in Gen.Elements(false, true)
        from self in Gen.Elements(PlanContent.None, PlanContent.AsDepth1)
        from compression in Gen.Elements(PlanContent.None, PlanContent.Skip)
        from cap in Gen.Elements(10_000, 10_000, 3_000, 777)
        select new PlanContent(
            Rules([.. levels], differential, peer, parts), depth,
            Basis: perUnit ? PlanContent.PerUnit : PlanContent.NetPaid, SelfPurchase: self, Compression: compression,
            OrderCapBps: cap);

    private static Gen<(string Tier, Floor[]? Floors)> Person =>
        from tier in Gen.Elements(TierIds)
        from upline in Gen.Elements("T1", "T2", "T3")
        from downline in Gen.Elements("", "T1", "T2")
        from held in Gen.Elements(false, true)
        select (tier, held ? new[] { new Floor(upline, downline == "" ? null : downline) } : null);

    private static Gen<(int Value, int Quantity, int Basis, int Product)> Line =>
        from value in Gen.Frequency((1, Gen.Choose(0, 30)), (3, Gen.Choose(0, 30_000)))
        from quantity in Gen.Choose(1, 7)
        from basis in Gen.Choose(0, 100)
        from product in Gen.Choose(0, 2)
        select (value, quantity, basis, product);

    private static Gen<PlanRule> Level(int depths) =>
        from rates in Gen.ListOf(Gen.Choose(0, 1_200), depths * 3)
        from units in Gen.ListOf(Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, 400))), depths * 3)
        from limit in Limit
        select new PlanRule("level", PlanRule.Level, [.. rates.Select((bps, i) => new PlanRate(
            $"T{(i % 3) + 1}", units[i] > 0 ? null : bps, (i / 3) + 1, units[i] > 0 ? units[i] : null))], limit);

    private static Gen<PlanRule> Differential =>
        from steps in Gen.ListOf(Gen.Choose(0, 1_500), 3)
        from floor in Gen.Elements(0, 0, 3_333, 10_000)
        from limit in Limit
        select Chains.Differential("differential", floor, ("T1", steps[0]), ("T2", steps[0] + steps[1]),
            ("T3", steps.Sum())) with
        { Products = limit };

    private static Gen<PlanRule> Peer =>
        from bps in Gen.Choose(0, 2_000)
        from of in Gen.Elements(null, PlanRule.OfOrder, PlanRule.OfBonus)
        from generations in Gen.Choose(1, 3)
        from limit in Limit
        select new PlanRule("peer", PlanRule.Peer, null, limit, Bps: bps, Of: of, Generations: generations);

    private static Gen<string[]?> Limit =>
        Gen.Elements<string[]?>(null, null, ["p0"], ["p1"], ["p0", "p2"]);

    private static List<PlanRule> Rules(PlanRule[] levels, PlanRule differential, PlanRule peer, int parts)
    {
        var rules = new List<PlanRule>();
        if ((parts & 1) > 0) rules.Add(levels[0]);
        if ((parts & 6) > 0) rules.Add(differential);
        if ((parts & 4) > 0) rules.Add(peer);
        if ((parts & 8) > 0) rules.Add(levels[1] with { RuleId = "second" });
        return rules;
    }

    private static Story Tell(
        (string Tier, Floor[]? Floors)[] chain, string buyer, (int Value, int Quantity, int Basis, int Product)[] lines,
        PlanContent plan, int[] returns, int shuffle, int matures)
    {
        var snapshot = new Snapshot(
            Chains.Person(100, buyer),
            [.. chain.Select((person, i) => Chains.Person(i + 1, person.Tier) with { Floors = person.Floors })],
            [.. lines.Select((line, i) => new SnapshotLine(
                i + 1, line.Value, $"p{line.Product}",
                plan.Basis == PlanContent.PerUnit ? (long)line.Value * line.Basis / 100 : null,
                Quantity: line.Quantity))]);
        var refunds = Returned(lines, returns);
        var order = new System.Random(shuffle);
        return new Story(
            snapshot, plan, [.. lines.Select(line => (long)line.Quantity)],
            [.. refunds.OrderBy(_ => order.Next())], matures);
    }

    /// <summary>Units and an amount of each line, and a plain amount, none of it more than was paid.</summary>
    private static List<StoryRefund> Returned((int Value, int Quantity, int Basis, int Product)[] lines, int[] returns)
    {
        var refunds = new List<StoryRefund>();
        long rest = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            var units = (long)lines[i].Quantity * returns[i] / 100;
            var open = lines[i].Value - RefundSums.UnitsWorth(lines[i].Value, lines[i].Quantity, units);
            var amount = open * returns[i + 5] / 100;
            // Unit by unit, so that units of a line come between others.
            for (var unit = 0; unit < units; unit++) refunds.Add(new StoryRefund(i + 1, 1, 0));
            refunds.Add(new StoryRefund(i + 1, 0, amount));
            rest += open - amount;
        }
        refunds.Add(new StoryRefund(0, 0, rest * returns[10] / 100));
        return refunds;
    }
}
