using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Flows.Orders;
using SocialCommerce.Ladder.Amendments;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Flows.Integrity;

/// <summary>
/// Recomputes every order's commission: from its snapshot what is booked, from the histories its snapshot.
/// </summary>
internal sealed class CommissionRecount(Histories histories, CommissionSettings settings)
{
    private const string OtherLines = "the snapshot's lines are not the order's";

    private readonly List<IntegrityFinding> _commissions = [];
    private readonly List<IntegrityFinding> _snapshots = [];
    private readonly List<(BookedOrder Order, Snapshot Snapshot, OrderSums Sums)> _doubts = [];

    /// <summary>Orders looked at.</summary>
    public long Checked { get; private set; }

    /// <summary>Orders whose booked commission is not what the engine says.</summary>
    public IReadOnlyList<IntegrityFinding> Commissions => _commissions;

    /// <summary>Orders whose snapshot is not what the histories say.</summary>
    public IReadOnlyList<IntegrityFinding> Snapshots => _snapshots;

    /// <summary>
    /// Orders that commission counts for other values than points and spend do, or that were amended, so that only what
    /// was reported says whether both are right.
    /// </summary>
    public long[] Doubts => [.. _doubts.Select(doubt => doubt.Order.OrderKey)];

    /// <summary>Whether the order's version counts its buyer's orders.</summary>
    public bool Counts(BookedOrder order) => settings.ByKey(order.PlanKey)?.Content.HasFirstOrders == true;

    /// <summary>Looks at one order.</summary>
    public void Look(BookedOrder order, OrderSums? sums, long? number)
    {
        Checked++;
        var recorded = order.ReadSnapshot();
        if (histories.Contradiction(order, recorded, number) is { } contradiction)
            Add(_snapshots, order, contradiction);
        var snapshot = order.ReadNow(recorded);
        if (sums?.Values.Length != snapshot.Lines.Count) Add(_snapshots, order, OtherLines);
        else if (order.Now is null && sums.Values.SequenceEqual(snapshot.Values)) Compare(order, snapshot, sums);
        else _doubts.Add((order, snapshot, sums));
    }

    /// <summary>Decides about the orders in doubt by what was reported of them.</summary>
    public void Decide(IReadOnlyDictionary<long, AmendedOrder> contents)
    {
        foreach (var (order, snapshot, sums) in _doubts)
        {
            var (content, plan) = (contents[order.OrderKey], settings.ByKey(order.PlanKey)?.Content);
            var dues = content.Expand(LineValues.Dues(content.Content));
            if ((order.Now is null || dues.SequenceEqual(sums.Dues))
                && Values(OrderEarningsOf.Of(content.Content, plan)).SequenceEqual(snapshot.Values)
                && (IsSpend(false) || IsSpend(true)))
                Compare(order, snapshot, sums);
            else Add(_snapshots, order, OtherLines);

            long[] Values(OrderEarningsOf worth) => content.Expand(worth.Values);

            bool IsSpend(bool netOfTax) =>
                Values(OrderEarningsOf.Of(content.Content, plan, netOfTax)).SequenceEqual(sums.Values);
        }
        _doubts.Clear();
    }

    private void Compare(BookedOrder order, Snapshot snapshot, OrderSums sums)
    {
        if (Difference(order, snapshot, sums.LeftOf(snapshot.Values)) is { } difference)
            Add(_commissions, order, difference);
    }

    private string? Difference(BookedOrder order, Snapshot snapshot, long[] left)
    {
        var due = Engine.Evaluate(snapshot, settings.ByKey(order.PlanKey)?.Content, left)
            .Where(outcome => outcome.Amount != 0)
            .ToDictionary(outcome => (outcome.Rule, outcome.Person.Key), outcome => outcome.Amount);
        for (var i = 0; i < order.Nets.Length; i++)
        {
            due.Remove((order.Rules[i], order.Beneficiaries[i]), out var amount);
            if (order.Rejected[i]) amount = 0;
            if (amount != order.Nets[i]) return $"{order.Rules[i]}: due {amount}, booked {order.Nets[i]}";
        }
        return due.Count > 0 ? $"{due.Keys.First().Rule}: due {due.Values.First()}, nothing booked" : null;
    }

    private static void Add(List<IntegrityFinding> findings, BookedOrder order, string detail)
    {
        if (findings.Count < IntegrityChecks.Shown) findings.Add(
            new IntegrityFinding($"order {order.OrderId}", detail));
    }
}
