using System.Globalization;
using System.IO.Compression;

namespace SocialCommerce.ApiTests.Ladder.Reports;

/// <summary>
/// The sample's rows as orders with what was kept of them, by code of this file alone: a return takes units of the same
/// customer and stock code from the newest order first, inside an order from the first line on.
/// </summary>
internal sealed class RetailRows
{
    private readonly Dictionary<string, List<RetailOrder>> _byCustomer = [];

    /// <summary>The orders, by time and number.</summary>
    public List<RetailOrder> Orders { get; } = [];

    /// <summary>For each customer with an order, when the customer became known to the shop.</summary>
    public Dictionary<string, DateTimeOffset> KnownSince { get; } = [];

    /// <summary>Reads the sample.</summary>
    public static RetailRows Read()
    {
        var rows = new RetailRows();
        var folder = Path.Combine(AppContext.BaseDirectory, "Sample");
        var bound = File.ReadLines(Path.Combine(folder, "referrals.csv")).Skip(1)
            .Select(line => line.Split(',')).Where(part => part[1].Length > 0).Select(part => part[0]).ToHashSet();
        var clock = DateTimeOffset.UnixEpoch;
        foreach (var invoice in Invoices(Path.Combine(folder, "online-retail.csv.gz")))
        {
            if (invoice.IsReturn)
            {
                if (rows.Take(invoice)) clock = invoice.At;
                continue;
            }
            // The job binds a customer to the referrer before it sends the first order.
            rows.KnownSince.TryAdd(invoice.Customer, bound.Contains(invoice.Customer) ? clock : invoice.At);
            clock = invoice.At;
            rows.Add(invoice);
        }
        return rows;
    }

    /// <summary>The orders of each customer of which something was kept, by time.</summary>
    public IEnumerable<IReadOnlyList<RetailOrder>> Kept() => _byCustomer.Values
        .Select(orders => orders.Where(order => order.Kept.Count > 0).ToList()).Where(orders => orders.Count > 0);

    private void Add(Invoice invoice)
    {
        var order = new RetailOrder(invoice.At, invoice.Number, invoice.Customer, [.. invoice.Lines.Select(
            line => new RetailLine(line.Stock, line.Quantity))]);
        Orders.Add(order);
        if (!_byCustomer.TryGetValue(order.Customer, out var orders)) _byCustomer[order.Customer] = orders = [];
        orders.Add(order);
    }

    private bool Take(Invoice invoice)
    {
        var taken = 0;
        foreach (var (stock, quantity) in invoice.Lines)
        {
            var wanted = -quantity;
            foreach (var order in _byCustomer.GetValueOrDefault(invoice.Customer, []).AsEnumerable().Reverse())
                foreach (var line in order.Lines.Where(line => line.Stock == stock))
                {
                    var units = Math.Min(wanted, line.Left);
                    (line.Left, wanted, taken) = (line.Left - units, wanted - units, taken + units);
                }
        }
        return taken > 0;
    }

    private static IEnumerable<Invoice> Invoices(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        reader.ReadLine();
        var rows = new List<string[]>();
        // Only the description, in the middle, has commas.
        while (reader.ReadLine() is { } line) rows.Add(line.Split(','));
        return rows.GroupBy(row => row[0]).Where(group => group.Key[0] != 'A').Select(Of)
            .Where(invoice => invoice is { Customer.Length: > 0, Lines.Count: > 0 })
            .OrderBy(invoice => invoice.At).ThenBy(invoice => invoice.IsReturn)
            .ThenBy(invoice => invoice.Number, StringComparer.Ordinal);
    }

    private static Invoice Of(IGrouping<string, string[]> rows)
    {
        var isReturn = rows.Key[0] == 'C';
        var lines = rows.Select(row => (
            Stock: row[1], Quantity: int.Parse(row[^5], CultureInfo.InvariantCulture),
            Price: decimal.Parse(row[^3], NumberStyles.Float, CultureInfo.InvariantCulture)));
        return new Invoice(
            rows.Key, rows.Min(row => DateTimeOffset.Parse(row[^4], CultureInfo.InvariantCulture)),
            rows.Select(row => row[^2]).FirstOrDefault(customer => customer.Length > 0) ?? "", isReturn,
            [
                .. lines.Where(line => isReturn
                    ? line.Quantity < 0
                    : line.Quantity > 0 && decimal.Round(line.Price * 100, MidpointRounding.ToEven) > 0)
                    .Select(line => (line.Stock, line.Quantity)),
            ]);
    }

    private sealed record Invoice(
        string Number, DateTimeOffset At, string Customer, bool IsReturn, List<(string Stock, int Quantity)> Lines);
}

/// <summary>An order of the sample.</summary>
internal sealed record RetailOrder(DateTimeOffset At, string Number, string Customer, IReadOnlyList<RetailLine> Lines)
{
    /// <summary>The stock codes of which something was kept.</summary>
    public HashSet<string> Kept => [.. Lines.Where(line => line.Left > 0).Select(line => line.Stock)];
}

/// <summary>A line of it, and the units that were not given back.</summary>
internal sealed class RetailLine(string stock, int units)
{
    public string Stock => stock;

    public int Left { get; set; } = units;
}
