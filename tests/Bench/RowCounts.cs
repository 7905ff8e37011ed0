using Npgsql;

namespace SocialCommerce.Bench;

/// <summary>What the measurements of a shop wrote, by table, so that both sides are seen to do the same work.</summary>
internal sealed class RowCounts(NpgsqlDataSource owner)
{
    private readonly Dictionary<string, Dictionary<string, long>> _written = [];
    private readonly Dictionary<string, long> _orders = [];

    /// <summary>The tables, in the order in which they are shown.</summary>
    public IReadOnlyList<string> Tables { get; private set; } = [];

    /// <summary>Who wrote.</summary>
    public IEnumerable<string> Writers => _written.Keys;

    /// <summary>Orders that a writer made.</summary>
    public long Orders(string writer) => _orders[writer];

    /// <summary>Rows of a table that a writer wrote for one order.</summary>
    public double PerOrder(string writer, string table) => (double)_written[writer][table] / _orders[writer];

    /// <summary>Whether every table has the same rows for an order, whoever wrote it.</summary>
    public IEnumerable<string> Differences => Tables.Where(table =>
        Writers.Select(writer => Math.Round(PerOrder(writer, table), 3)).Distinct().Count() > 1);

    /// <summary>Runs something that writes orders, and counts what it wrote.</summary>
    public async Task<Outcome> Count(
        string writer, BenchShop shop, Func<Task<Outcome>> run, CancellationToken stop)
    {
        var before = await Read(shop, stop);
        var outcome = await run();
        var after = await Read(shop, stop);
        Tables = [.. after.Keys.Where(table => table != "orders")];
        _written.TryAdd(writer, []);
        foreach (var (table, rows) in after)
            _written[writer][table] = _written[writer].GetValueOrDefault(table) + rows - before[table];
        var orders = after["orders"] - before["orders"];
        if (orders < outcome.Requests) throw new Problem($"{outcome.Requests} were answered and {orders} are there.");
        _orders[writer] = _orders.GetValueOrDefault(writer) + orders;
        return outcome;
    }

    private async Task<Dictionary<string, long>> Read(BenchShop shop, CancellationToken stop)
    {
        await using var command = owner.CreateCommand(Resource.Text("counts.sql"));
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = shop.Key });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new Dictionary<string, long>();
        while (await reader.ReadAsync(stop)) rows.Add(reader.GetString(0), reader.GetInt64(1));
        return rows;
    }
}
