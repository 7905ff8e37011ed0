using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Npgsql;

namespace SocialCommerce.Bench;

/// <summary>
/// Shops whose points have expired at once, and wait to be booked by the background job; meanwhile their people spend.
/// </summary>
internal sealed class ExpiryShops(Stage stage, int lots) : ILoad
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private BenchShop? _shop;
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;

    public async Task Prepare(CancellationToken stop)
    {
        _shop = await BenchShop.Make(stage.Api, stage.Owner, "expiring", stage.Even.Customers, isStar: false, stop);
        // What is not committed, the job does not see: all lots are due at one instant, that of the commit.
        _connection = await stage.Owner.OpenConnectionAsync(stop);
        _transaction = await _connection.BeginTransactionAsync(stop);
        await using var command = new NpgsqlCommand("select bench_expiring($1, $2, $3)", _connection, _transaction)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = _shop.Key },
                new NpgsqlParameter<int> { TypedValue = lots },
                new NpgsqlParameter<DateTimeOffset> { TypedValue = TimeProvider.System.GetUtcNow() },
            },
        };
        await command.ExecuteNonQueryAsync(stop);
        await using var analyze = new NpgsqlCommand("analyze point_lots, point_accounts", _connection, _transaction);
        await analyze.ExecuteNonQueryAsync(stop);
    }

    public async Task<Outcome> Run(int clients, double seconds, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await _transaction!.CommitAsync(stop);
        var clock = Stopwatch.StartNew();
        var spending = Spend(ended.Token);
        while (await Due(stop) > 0) await Task.Delay(Look, stop);
        var outcome = new Outcome(lots, clock.Elapsed.TotalSeconds);
        await ended.CancelAsync();
        var (spends, slowest) = await spending;
        Console.Error.WriteLine(
            $"  {outcome.Seconds:0.0} s, {spends} spends beside it, the slowest in {slowest.TotalMilliseconds:0} ms");
        return outcome;
    }

    public async Task Finish(CancellationToken stop)
    {
        await _connection!.DisposeAsync();
        var left = await Stage.Scalar<long>(stage.Owner, $"""
            select count(*) from point_lots where shop_id = {_shop!.Key} and expires_at is not null and points_left > 0
            """, stop);
        var booked = await Stage.Scalar<long>(stage.Owner, $"""
            select coalesce(sum(amount), 0)::bigint from movements
            where shop_id = {_shop.Key} and event = 'pointsExpired'
            """, stop);
        if (left > 0 || booked != 10L * lots) throw new Problem($"{left} lots are left, and {booked} points booked.");
    }

    private Task<long> Due(CancellationToken stop) => Stage.Scalar<long>(stage.Owner, $"""
        select count(*) from (
            select from point_lots where shop_id = {_shop!.Key} and due_at is not null limit 1) as due
        """, stop);

    /// <summary>Spends of random people, one after the other, until the expiry is done.</summary>
    private async Task<(int Spends, TimeSpan Slowest)> Spend(CancellationToken ended)
    {
        using var http = new HttpClient { BaseAddress = stage.Api.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _shop!.ApiKey);
        var (random, spends, slowest) = (new Random(1), 0, TimeSpan.Zero);
        while (!ended.IsCancellationRequested)
        {
            var customer = BenchShop.FirstId + random.Next(1, _shop.Customers + 1);
            using var body = new StringContent(
                $$"""{"spendId":"s{{spends.ToString(CultureInfo.InvariantCulture)}}","points":1,"reason":"gift"}""",
                Encoding.UTF8, "application/json");
            var clock = Stopwatch.StartNew();
            using var answer = await http.PostAsync($"/v1/members/c{customer}/points/spends", body, default);
            if (!answer.IsSuccessStatusCode)
                throw new Problem($"The API answered {await answer.Content.ReadAsStringAsync(default)}");
            if (clock.Elapsed > slowest) slowest = clock.Elapsed;
            spends++;
        }
        return (spends, slowest);
    }
}
