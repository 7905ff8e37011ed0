namespace SocialCommerce.MainJob.Events;

/// <summary>
/// Matches cancellations with earlier orders of the same customer: newest order first, inside an order by line
/// number, never more than is left on a line. Feed it the events in their order.
/// </summary>
internal sealed class Returns
{
    private readonly Dictionary<(string CustomerId, string StockCode), List<Bought>> bought = [];

    /// <summary>Units that no order could give back.</summary>
    public long UnmatchedUnits { get; private set; }

    public void Remember(Order order)
    {
        // A pile's last entry is taken first, so that inside an order the lowest line number has to be added last.
        foreach (var line in order.Lines.Reverse())
        {
            var key = (order.CustomerId, line.StockCode);
            if (!bought.TryGetValue(key, out var pile))
                bought[key] = pile = [];
            pile.Add(new Bought(order, line, line.Quantity));
        }
    }

    /// <summary>Takes the units back: one refund per order touched, in the order in which they were touched.</summary>
    public IReadOnlyList<Refund> Take(Cancellation cancellation)
    {
        var refunds = new List<(Order Order, List<RefundLine> Lines)>();
        foreach (var (stockCode, quantity) in cancellation.Lines)
        {
            var wanted = quantity;
            var pile = bought.GetValueOrDefault((cancellation.CustomerId, stockCode), []);
            while (wanted > 0 && pile.Count > 0)
                wanted -= TakeFromNewest(pile, wanted, refunds);
            UnmatchedUnits += wanted;
        }
        return [.. refunds.Select(refund => new Refund(refund.Order, refund.Lines))];
    }

    private static int TakeFromNewest(
        List<Bought> pile, int wanted, List<(Order Order, List<RefundLine> Lines)> refunds)
    {
        var newest = pile[^1];
        var taken = Math.Min(wanted, newest.Left);
        if (taken == newest.Left)
            pile.RemoveAt(pile.Count - 1);
        else
            pile[^1] = newest with { Left = newest.Left - taken };

        var refund = refunds.Find(refund => ReferenceEquals(refund.Order, newest.Order));
        if (refund.Lines is null)
            refunds.Add(refund = (newest.Order, []));
        var known = refund.Lines.FindIndex(line => ReferenceEquals(line.Line, newest.Line));
        if (known < 0)
            refund.Lines.Add(new RefundLine(newest.Line, taken));
        else
            refund.Lines[known] = new RefundLine(newest.Line, refund.Lines[known].Quantity + taken);
        return taken;
    }

    private readonly record struct Bought(Order Order, OrderLine Line, int Left);
}
