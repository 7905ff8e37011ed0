using SocialCommerce.Ladder.OrderRecords;

namespace SocialCommerce.Flows.Integrity;

/// <summary>Recomputes what is left of every order from the sums of its refunds, and compares what is kept.</summary>
internal sealed class RefundRecount
{
    private readonly List<IntegrityFinding> _findings = [];

    /// <summary>Orders of which something else is kept than follows from the sums.</summary>
    public IReadOnlyList<IntegrityFinding> Findings => _findings;

    /// <summary>Looks at one order.</summary>
    public void Look(KeptOrder order, OrderSums sums)
    {
        if (_findings.Count >= IntegrityChecks.Shown) return;
        var due = sums.ToSums();
        var taken = order.ValueMinor - due.Left().Sum();
        if ((taken, due.Refunded) != (order.RefundedMinor, order.RefundedDueMinor))
            _findings.Add(new IntegrityFinding(
                $"order {order.OrderId}",
                $"refunds take {taken} of the value, kept {order.RefundedMinor}; "
                + $"goods refunded {due.Refunded}, kept {order.RefundedDueMinor}"));
    }
}
