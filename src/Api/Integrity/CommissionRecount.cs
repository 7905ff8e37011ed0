using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Integrity;

/// <summary>
/// Recomputes every order's commission: from its snapshot what is booked, from the histories its snapshot.
/// </summary>
internal sealed class CommissionRecount(Histories histories, CommissionSettings settings)
{
    private readonly List<Finding> _commissions = [];
    private readonly List<Finding> _snapshots = [];

    /// <summary>Orders looked at.</summary>
    public long Checked { get; private set; }

    /// <summary>Orders whose booked commission is not what the engine says.</summary>
    public IReadOnlyList<Finding> Commissions => _commissions;

    /// <summary>Orders whose snapshot is not what the histories say.</summary>
    public IReadOnlyList<Finding> Snapshots => _snapshots;

    /// <summary>Whether the order's version counts its buyer's orders.</summary>
    public bool Counts(BookedOrder order) => settings.ByKey(order.PlanKey)?.Content.HasFirstOrders == true;

    /// <summary>Looks at one order.</summary>
    public void Look(BookedOrder order, OrderSums? sums, long? number)
    {
        Checked++;
        var snapshot = order.ReadSnapshot();
        if (histories.Contradiction(order, snapshot, number) is { } contradiction)
            Add(_snapshots, order, contradiction);
        if (sums is null || !sums.Values.SequenceEqual(snapshot.Lines.Select(line => line.Value)))
            Add(_snapshots, order, "the snapshot's lines are not the order's");
        else if (Difference(order, snapshot, sums.Left()) is { } difference) Add(_commissions, order, difference);
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

    private static void Add(List<Finding> findings, BookedOrder order, string detail)
    {
        if (findings.Count < Audits.Shown) findings.Add(new Finding($"order {order.OrderId}", detail));
    }
}
