namespace SocialCommerce.MainJob.Events;

/// <summary>Turns rows into events: groups them by invoice, applies the rules, and puts the events in order.</summary>
internal static class Invoices
{
    /// <summary>Reads rows in file order; invoices at or after <paramref name="until"/> are not even counted.</summary>
    public static Reading Read(IEnumerable<Row> rows, DateTimeOffset? until = null)
    {
        var skipped = new Skipped();
        var events = new List<Event>();
        foreach (var invoice in Group(rows))
        {
            var at = invoice.Min(row => row.At);
            if (!(at >= until) && Interpret(invoice, at, ref skipped) is { } happened)
                events.Add(happened);
        }
        events.Sort(ByTurn);
        return new Reading(events, skipped);
    }

    /// <summary>By time, then orders before cancellations, then by invoice number as text (ordinal).</summary>
    public static int ByTurn(Event left, Event right)
    {
        var byTime = left.At.CompareTo(right.At);
        if (byTime != 0)
            return byTime;
        var byKind = (left is Cancellation).CompareTo(right is Cancellation);
        return byKind != 0 ? byKind : string.CompareOrdinal(left.InvoiceNo, right.InvoiceNo);
    }

    /// <summary>A unit price in minor units, rounded half to even.</summary>
    public static long Minor(decimal unitPrice) =>
        checked((long)decimal.Round(unitPrice * 100, 0, MidpointRounding.ToEven));

    private static Dictionary<string, List<Row>>.ValueCollection Group(IEnumerable<Row> rows)
    {
        var invoices = new Dictionary<string, List<Row>>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!invoices.TryGetValue(row.InvoiceNo, out var invoice))
                invoices[row.InvoiceNo] = invoice = [];
            invoice.Add(row);
        }
        return invoices.Values;
    }

    private static Event? Interpret(List<Row> rows, DateTimeOffset at, ref Skipped skipped)
    {
        var number = rows[0].InvoiceNo;
        if (number.StartsWith('A'))
        {
            skipped = skipped with { Adjustment = skipped.Adjustment + 1 };
            return null;
        }
        if (rows.Find(row => row.CustomerId.Length > 0).CustomerId is not { } customer)
        {
            skipped = skipped with { NoCustomer = skipped.NoCustomer + 1 };
            return null;
        }
        return number.StartsWith('C')
            ? new Cancellation(at, number, customer, LinesGivenBack(rows))
            : InterpretOrder(rows, at, customer, ref skipped);
    }

    private static Order? InterpretOrder(List<Row> rows, DateTimeOffset at, string customer, ref Skipped skipped)
    {
        var lines = new List<OrderLine>(rows.Count);
        for (var index = 0; index < rows.Count; index++)
        {
            var (quantity, price) = (rows[index].Quantity, Minor(rows[index].UnitPrice));
            if (quantity > 0 && price > 0)
                lines.Add(new OrderLine(index + 1, rows[index].StockCode, quantity, price));
        }
        // The rows of an order that is skipped as a whole are not counted again as rows without value.
        if (lines.Count == 0)
        {
            skipped = skipped with { OrderWithoutLines = skipped.OrderWithoutLines + 1 };
            return null;
        }
        skipped = skipped with { LineWithoutValue = skipped.LineWithoutValue + rows.Count - lines.Count };
        return new Order(at, rows[0].InvoiceNo, customer, lines);
    }

    private static List<GivenBack> LinesGivenBack(List<Row> rows) =>
        [.. rows.Where(row => row.Quantity < 0).Select(row => new GivenBack(row.StockCode, -row.Quantity))];
}
