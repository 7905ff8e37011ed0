using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Npgsql;

namespace SocialCommerce.Bench;

/// <summary>
/// Shops that have a month to settle. Each is settled once, by one side or the other; as all are alike, both must have
/// made the same statements, to the byte.
/// </summary>
internal sealed class SettlementShops(Stage stage, int entries, DateTimeOffset now)
{
    private readonly DateTimeOffset _end = new(now.UtcDateTime.Date, TimeSpan.Zero);
    private readonly int _entries = entries;
    private string? _statements;

    /// <summary>One settlement run through the API.</summary>
    public ILoad Api => new OneRun(this, Ask);

    /// <summary>The same by one function.</summary>
    public ILoad Sql => new OneRun(this, Call);

    private async Task Ask(BenchShop shop, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = stage.Api.Url, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", shop.ApiKey);
        using var body = new StringContent($$"""{"periodEnd":"{{_end:O}}"}""", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("/v1/settlements", body, stop);
        if (!answer.IsSuccessStatusCode)
            throw new Problem($"The API answered {await answer.Content.ReadAsStringAsync(stop)}");
    }

    private async Task Call(BenchShop shop, CancellationToken stop)
    {
        await using var connection = await stage.Owner.OpenConnectionAsync(stop);
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        batch.BatchCommands.Add(new NpgsqlBatchCommand("set local role sc_app"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select bench_settle_period($1, $2)")
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = shop.Key },
                new NpgsqlParameter<DateTimeOffset> { TypedValue = _end },
            },
        });
        await batch.ExecuteNonQueryAsync(stop);
    }

    private async Task<BenchShop> Furnish(CancellationToken stop)
    {
        var shop = await BenchShop.Make(stage.Api, stage.Owner, "settled", stage.Even.Customers, isStar: false, stop);
        await using var command = stage.Owner.CreateCommand("select bench_matured($1, $2, $3)");
        command.CommandTimeout = 0;
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = shop.Key });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = _entries });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = _end });
        await command.ExecuteNonQueryAsync(stop);
        await stage.Analyze(stop);
        return shop;
    }

    /// <summary>What a run made, as one line that must be the same whoever made it.</summary>
    private async Task Compare(BenchShop shop, CancellationToken stop)
    {
        await using var command = stage.Owner.CreateCommand(Resource.Text("settled.sql"));
        command.CommandTimeout = 0;
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = shop.Key });
        var made = (string)(await command.ExecuteScalarAsync(stop))!;
        _statements ??= made;
        if (made != _statements) throw new Problem($"Two runs made different statements: {_statements} and {made}.");
    }

    private sealed class OneRun(SettlementShops shops, Func<BenchShop, CancellationToken, Task> settle) : ILoad
    {
        private BenchShop? _shop;

        public async Task Prepare(CancellationToken stop) => _shop = await shops.Furnish(stop);

        public async Task<Outcome> Run(int clients, double seconds, CancellationToken stop)
        {
            var clock = Stopwatch.StartNew();
            await settle(_shop!, stop);
            return new Outcome(shops._entries, clock.Elapsed.TotalSeconds);
        }

        public Task Finish(CancellationToken stop) => shops.Compare(_shop!, stop);
    }
}
