using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Proofs;

/// <summary>
/// The perpetual rule (下级客户升级不影响上级客户利益): no promotion lowers what anybody in the chain gets for the same
/// order. Proved by enumeration through the engine: every assignment of tiers (none included) to the buyer, where own
/// purchases are paid, and to pay depth + 2 ancestors, and every single promotion in it, with the floor that it leaves
/// (docs/commission-rules.md#perpetual-rule). A promotion does not change which rules pay for an order: where rules are
/// limited to first orders or to a time after the binding, every set of them that can pay together is proved by itself.
/// </summary>
internal static class PerpetualProof
{
    /// <summary>The most times that rules are run for a proof.</summary>
    public const int MaxRuns = 600_000;

    private const int Beyond = 2;

    /// <summary>How often a proof would run the rules; the lines are told apart already.</summary>
    public static double Runs(PlanContent plan, int tiers, IReadOnlyList<SnapshotLine> kinds)
    {
        var people = plan.PayDepth + Beyond + (ReadsBuyer(plan) ? 1 : 0);
        var (free, held) = Parts(plan);
        // Of two standings of one person on average half are promotions from the one to the other.
        return Orders(plan, kinds).Count() * Math.Pow(tiers + 1, people)
            * (free.Rules.Count + (held.Rules.Count * (1 + (people * tiers / 2.0))));
    }

    /// <summary>The first counter-example, or null: proved.</summary>
    /// <param name="plan">The plan; its worst payout within its cap, so that no cut is in play.</param>
    /// <param name="tiers">The shop's tiers, lowest first.</param>
    /// <param name="kinds">The lines that its rules can tell apart.</param>
    public static CounterExample? Refute(
        PlanContent plan, IReadOnlyList<string> tiers, IReadOnlyList<SnapshotLine> kinds) =>
        RefuteUntil(plan, tiers, kinds, new ProofWork(), CancellationToken.None);

    /// <summary>The same, counting what it does, unless the request for it ends before.</summary>
    public static CounterExample? RefuteUntil(
        PlanContent plan, IReadOnlyList<string> tiers, IReadOnlyList<SnapshotLine> kinds, ProofWork work,
        CancellationToken cancel) =>
        Orders(plan, kinds).Select(order => new Trial(plan, tiers, order, work).Refute(cancel))
            .FirstOrDefault(found => found is not null);

    /// <summary>
    /// The rules in two parts whose payments add up: those that no floor concerns, which pay the same wherever tiers
    /// are the same and so are run once for each assignment, and those that pay by floors. Amounts per unit may be cut
    /// by the cap, which looks at all rules together: then there is one part.
    /// </summary>
    private static (PlanContent Free, PlanContent Held) Parts(PlanContent plan)
    {
        var none = plan with { Rules = [] };
        if (!plan.HasFloors) return (plan, none);
        if (plan.Rules.Any(rule => rule.Rates?.Any(rate => rate.UnitMinor is not null) == true)) return (none, plan);
        return (
            plan with { Rules = [.. plan.Rules.Where(rule => !ReadsFloors(rule, plan))] },
            plan with { Rules = [.. plan.Rules.Where(rule => ReadsFloors(rule, plan))] });
    }

    /// <summary>Peers are found by the differential shares, of which a floor is a part.</summary>
    private static bool ReadsFloors(PlanRule rule, PlanContent plan) => rule.Kind switch
    {
        PlanRule.Differential => rule.FloorBps > 0,
        PlanRule.Peer => rule.DifferentialOf(plan.Rules).FloorBps > 0,
        _ => false,
    };

    /// <summary>
    /// An order of each kind at each place; with amounts per unit also one so cheap that the least of them takes all
    /// that the cap leaves, since nothing but the cap makes them fall.
    /// </summary>
    private static IEnumerable<Snapshot> Orders(PlanContent plan, IReadOnlyList<SnapshotLine> kinds)
    {
        var least = plan.Rules.SelectMany(rule => rule.Rates ?? []).Select(rate => rate.UnitMinor ?? 0)
            .Where(amount => amount > 0).DefaultIfEmpty().Min();
        var price = (long)(((Int128)least * 10_000 + plan.OrderCapBps - 1) / plan.OrderCapBps);
        IEnumerable<SnapshotLine> cheap = least == 0
            ? []
            : kinds.Select(line => line with { Value = price, Quantity = 1 });
        return from place in BuyerLimits.Places(plan.Rules)
               from line in kinds.Concat(cheap)
               select new Snapshot(new SnapshotPerson(0, ""), [], [line], Place: place);
    }

    private static bool ReadsBuyer(PlanContent plan) => plan.SelfPurchase == PlanContent.AsDepth1;

    /// <summary>A proof for one kind of order.</summary>
    private sealed class Trial(PlanContent plan, IReadOnlyList<string> tiers, Snapshot order, ProofWork work)
    {
        private readonly int _first = ReadsBuyer(plan) ? 0 : 1;
        private readonly (PlanContent Free, PlanContent Held) _parts = Parts(plan);
        private readonly long[] _left = [order.Lines[0].Value];
        private readonly Dictionary<long, long[]> _free = [];

        public CounterExample? Refute(CancellationToken cancel) => Assignments
            .Of(plan.PayDepth + Beyond + 1 - _first, tiers.Count + 1, cancel)
            .Select(chain => Refute([.. Enumerable.Repeat(0, _first), .. chain]))
            .FirstOrDefault(found => found is not null);

        private CounterExample? Refute(int[] ranks)
        {
            var before = Incomes(ranks, -1, 0);
            for (var promoted = _first; promoted < ranks.Length; promoted++)
                for (var to = ranks[promoted] + 1; to <= tiers.Count; to++)
                {
                    var after = Incomes(ranks, promoted, to);
                    for (var person = 0; person < after.Length; person++)
                        if (after[person] < before[person])
                            return new CounterExample(
                                [.. ranks.Select(Tier)], promoted, Tier(to)!, person, before, after)
                            {
                                Value = order.Lines[0].Value,
                                ByUnit = order.Lines[0].Quantity is not null,
                                Place = order.Place,
                            };
                }
            return null;
        }

        /// <summary>The income of each person after a promotion, or with -1 before any.</summary>
        private long[] Incomes(int[] ranks, int promoted, int to)
        {
            if (_parts.Held.Rules.Count == 0) return Free(ranks, promoted, to);
            var incomes = Evaluate(_parts.Held, ranks, promoted, to);
            if (_parts.Free.Rules.Count == 0) return incomes;
            var free = Free(ranks, promoted, to);
            for (var person = 0; person < incomes.Length; person++) incomes[person] += free[person];
            return incomes;
        }

        /// <summary>What the rules pay that no floor concerns: found once for each assignment of tiers.</summary>
        private long[] Free(int[] ranks, int promoted, int to)
        {
            var key = 0L;
            for (var place = 0; place < ranks.Length; place++)
                key = (key * (tiers.Count + 1)) + (place == promoted ? to : ranks[place]);
            return _free.TryGetValue(key, out var known)
                ? known
                : _free[key] = Evaluate(_parts.Free, ranks, promoted, to);
        }

        private long[] Evaluate(PlanContent part, int[] ranks, int promoted, int to)
        {
            SnapshotPerson Person(int place)
            {
                var tier = Tier(place == promoted ? to : ranks[place]);
                var floors = promoted >= 0 && place == promoted + 1 && tier is not null
                    ? new[] { new Floor(tier, Tier(ranks[promoted])) }
                    : null;
                return new SnapshotPerson(place, "", tier, Floors: floors);
            }
            var chain = new SnapshotPerson[ranks.Length - 1];
            for (var place = 1; place < ranks.Length; place++) chain[place - 1] = Person(place);
            var incomes = new long[ranks.Length];
            foreach (var outcome in Engine.Evaluate(order with { Buyer = Person(0), Chain = chain }, part, _left))
                incomes[outcome.Person.Key] += outcome.Amount;
            work.Ran(part.Rules.Count);
            return incomes;
        }

        private string? Tier(int rank) => rank == 0 ? null : tiers[rank - 1];
    }
}
