using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Dividends;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Flows.Dividends;

/// <summary>
/// What a period's orders come to for each dividend rule: what was left of those counted in it, at its end, less what
/// was refunded or amended in it of those counted before. Read page by page; the same for a run, and for the check.
/// </summary>
internal sealed class PeriodSales
{
    private const int OrdersPerPage = 1_000;

    private readonly IReadOnlyList<PlanRule> _rules;
    private readonly long[] _earned;
    private readonly Dictionary<long, long>[] _teams;

    private PeriodSales(IReadOnlyList<PlanRule> rules)
    {
        _rules = rules;
        _earned = new long[rules.Count];
        _teams = [.. rules.Select(_ => new Dictionary<long, long>())];
    }

    /// <summary>Net sales of the lines that a rule takes.</summary>
    public long Earned(PlanRule rule) => _earned[Place(rule)];

    /// <summary>What a person's team, as deep as the rule says, has bought of it.</summary>
    public long TeamOf(PlanRule rule, long key) => _teams[Place(rule)].GetValueOrDefault(key);

    /// <summary>Reads the orders that the period counts, and those refunded in it.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="rules">Dividends of which only those that count orders are looked at.</param>
    /// <param name="start">The period's start.</param>
    /// <param name="end">The period's end.</param>
    /// <param name="counted">The orders that the period counts.</param>
    public static async Task<PeriodSales> Read(
        ShopTransaction transaction, IEnumerable<PlanRule> rules, DateTimeOffset start, DateTimeOffset end,
        IEnumerable<long> counted)
    {
        var sales = new PeriodSales([.. rules.Where(rule => rule.CountsOrders)]);
        if (sales._rules.Count == 0) return sales;
        var own = counted.ToHashSet();
        var finding = transaction.Batch();
        // Joined by hash, each page would read all orders of the shop.
        finding.JoinSingleRows();
        var refunded = finding.Ladder.RefundedOrders(transaction.ShopId, start, end);
        await finding.Run(transaction.Cancel);
        foreach (var keys in own.Union(refunded.List).Order().Chunk(OrdersPerPage))
        {
            var page = transaction.Batch();
            var orders = page.Commissions.PoolOrders(
                transaction.ShopId, keys, Array.ConvertAll(keys, own.Contains), start, end);
            var before = page.Ladder.SumsAt(
                transaction.ShopId, Array.FindAll(keys, key => !own.Contains(key)), start);
            var after = page.Ladder.SumsAt(transaction.ShopId, keys, end);
            await page.Run(transaction.Cancel);
            var olds = before.List.ToDictionary(sums => sums.OrderKey);
            var news = after.List.ToDictionary(sums => sums.OrderKey);
            foreach (var order in orders.List.Where(order => order.PeriodEnd <= end))
            {
                var snapshot = order.ReadSnapshot();
                sales.Add(
                    snapshot, news[order.OrderKey].LeftOf(snapshot.Values),
                    order.ReadBefore() is { } old ? (old, olds[order.OrderKey].LeftOf(old.Values)) : null);
            }
        }
        return sales;
    }

    /// <summary>Adds an order by what is left of it, and was at the start where it had been counted before.</summary>
    private void Add(Snapshot snapshot, long[] left, (Snapshot Snapshot, long[] Left)? before)
    {
        for (var i = 0; i < _rules.Count; i++)
        {
            var rule = _rules[i];
            var worth = Dividend.Worth(rule, snapshot, left)
                - (before is { } old ? Dividend.Worth(rule, old.Snapshot, old.Left) : 0);
            _earned[i] += worth;
            if (rule.Share != PlanRule.ByTeamSales) continue;
            foreach (var person in snapshot.Chain.Take(rule.TeamDepth ?? Metrics.DefaultTeamDepth))
                _teams[i][person.Key] = _teams[i].GetValueOrDefault(person.Key) + worth;
        }
    }

    private int Place(PlanRule rule)
    {
        for (var i = 0; i < _rules.Count; i++) if (_rules[i].RuleId == rule.RuleId) return i;
        throw new ArgumentException("This rule counts no orders.", nameof(rule));
    }
}
