using System.Globalization;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Backtests;

/// <summary>
/// Adds up what a version pays for orders, beside what was booked. Pure; it holds a few sums for each rule, tier and
/// depth, and two for each person.
/// </summary>
public sealed class BacktestTally(PlanContent plan)
{
    private readonly Dictionary<string, Sum> _rules = [];
    private readonly Dictionary<string, Sum> _kinds = [];
    private readonly Dictionary<string, Sum> _tiers = [];
    private readonly Dictionary<int, Sum> _depths = [];
    private readonly Dictionary<string, Sum> _people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _reasons = [];
    private readonly SortedSet<string> _assumptions = new(StringComparer.Ordinal);
    private readonly Sum _total = new();
    private long _orders;
    private long _sales;
    private readonly Dictionary<string, long> _rests = plan.Rules.Where(rule => rule.Budget is not null)
        .ToDictionary(rule => rule.RuleId, rule => rule.Budget!.Value);
    private long _basis;
    private long _bookedBasis;

    /// <summary>Adds an order.</summary>
    public void Add(BacktestOrder one)
    {
        checked
        {
            _orders++;
            _sales += one.KeptLeft.Sum();
            _basis += Engine.Basis(one.Snapshot.Lines, one.Left).Round();
            _bookedBasis += Engine.Basis(one.Kept.Lines, one.KeptLeft).Round();
        }
        foreach (var outcome in Engine.Evaluate(Reserved(one.Snapshot), plan, one.Left))
        {
            if (outcome.Reason is { } reason) _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
            if (outcome.Amount == 0) continue;
            foreach (var sum in Of(outcome.Rule, outcome.Kind, outcome.Person.Tier!, outcome.Depth))
                sum.Pay(outcome.Amount);
            Of(_people, outcome.Person.CustomerId).Pay(outcome.Amount);
        }
        for (var i = 0; i < one.Order.Nets.Length; i++) AddBooked(one, i);
    }

    /// <summary>Orders reserve of the version's budgets as they would have, one after the other.</summary>
    private Snapshot Reserved(Snapshot snapshot)
    {
        var reserved = Budgets.Reserve(snapshot, plan, [.. snapshot.Lines.Select(line => line.Value)], _rests);
        foreach (var (rule, most) in reserved.Reserved ?? []) _rests[rule] -= most;
        return reserved;
    }

    /// <summary>Notes something that could not be known any more.</summary>
    public void Assume(string assumption) => _assumptions.Add(assumption);

    /// <summary>The report.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="top">The number of winners and losers named.</param>
    public BacktestReport Report(Shop shop, int top)
    {
        var changed = _people.Where(person => person.Value.Difference != 0).ToList();
        return new BacktestReport(
            _orders, shop.Money(_sales), shop.Money(_basis), shop.Money(_bookedBasis), shop.Money(_total.Backtested),
            shop.Money(_total.Booked), Parts(shop, _rules), Parts(shop, _kinds), Parts(shop, _tiers),
            [
                .. _depths.OrderBy(depth => depth.Key).Select(depth => depth.Value.ToPart(
                    shop, depth.Key.ToString(CultureInfo.InvariantCulture))),
            ],
            People(shop, changed.Where(person => person.Value.Difference > 0), top),
            People(shop, changed.Where(person => person.Value.Difference < 0), top),
            _people.Count(person => person.Value is { Difference: 0, Backtested: > 0 }),
            [
                .. _reasons.OrderBy(reason => reason.Key, StringComparer.Ordinal)
                    .Select(reason => new BacktestReason(reason.Key, reason.Value)),
            ],
            [.. _assumptions], Bps(_total.Backtested, _basis), Bps(_total.Booked, _bookedBasis));
    }

    private void AddBooked(BacktestOrder one, int i)
    {
        var order = one.Order;
        if (order.Nets[i] == 0) return;
        foreach (var sum in Of(order.Rules[i], order.Kinds[i], order.Tiers[i], order.Depths[i]))
            sum.Book(order.Nets[i]);
        var key = order.Beneficiaries[i];
        Of(_people, one.Kept.People.First(person => person.Key == key).CustomerId).Book(order.Nets[i]);
    }

    private IEnumerable<Sum> Of(string rule, string kind, string tier, int depth) =>
        [_total, Of(_rules, rule), Of(_kinds, kind), Of(_tiers, tier), Of(_depths, depth)];

    private static Sum Of<T>(Dictionary<T, Sum> sums, T key) where T : notnull
    {
        if (!sums.TryGetValue(key, out var sum)) sums[key] = sum = new Sum();
        return sum;
    }

    private static List<BacktestPart> Parts(Shop shop, Dictionary<string, Sum> sums) =>
        [.. sums.OrderBy(sum => sum.Key, StringComparer.Ordinal).Select(sum => sum.Value.ToPart(shop, sum.Key))];

    private static BacktestPeople People(Shop shop, IEnumerable<KeyValuePair<string, Sum>> people, int top)
    {
        var sorted = people.OrderByDescending(person => Math.Abs(person.Value.Difference))
            .ThenBy(person => person.Key, StringComparer.Ordinal).ToList();
        return new BacktestPeople(sorted.Count, shop.Money(sorted.Sum(person => person.Value.Difference)),
        [
            .. sorted.Take(top).Select(person => new BacktestPerson(
                person.Key, shop.Money(person.Value.Booked), shop.Money(person.Value.Backtested),
                shop.Money(person.Value.Difference))),
        ]);
    }

    private static long? Bps(long paid, long basis) =>
        basis == 0 ? null : Allocation.RoundHalfEven((Int128)paid * 10_000, basis);

    private sealed class Sum
    {
        private long _backtestedTimes;
        private long _bookedTimes;

        public long Backtested { get; private set; }

        public long Booked { get; private set; }

        public long Difference => Backtested - Booked;

        public void Pay(long amount)
        {
            Backtested = checked(Backtested + amount);
            _backtestedTimes++;
        }

        public void Book(long amount)
        {
            Booked = checked(Booked + amount);
            _bookedTimes++;
        }

        public BacktestPart ToPart(Shop shop, string key) =>
            new(key, shop.Money(Backtested), shop.Money(Booked), _backtestedTimes, _bookedTimes);
    }
}
