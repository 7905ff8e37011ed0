using System.Net.Sockets;
using Npgsql;
using Shouldly;
using SocialCommerce.Flows.Backtests;
using SocialCommerce.Launch;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.FaultTests;

/// <summary>
/// A process that is told to end (SIGTERM) answers what is under way and takes nothing new; another instance goes on.
/// </summary>
public sealed class Draining : IAsyncLifetime
{
    private const string PlatformKey = "platform-key-of-the-faults";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private KillablePostgres _postgres = null!;
    private string _database = "";
    private ApiProcess _first = null!;
    private ApiProcess _second = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _postgres = await KillablePostgres.Start();
        _database = await _postgres.NewDatabase("drained");
        _first = Launch();
        await _first.Ready(Cancel);
        _second = Launch();
        await _second.Ready(Cancel);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task A_request_under_way_is_answered_while_nothing_new_is_taken_and_another_instance_serves()
    {
        var shop = await Shop();
        await using var holder = await Hold(shop, "C");
        var order = shop.Order("o1", "C", Day(4), 10_000);
        await Waits(1);

        var ending = _first.Terminate();
        await Closed(_first.Url);
        order.IsCompleted.ShouldBeFalse("the request is still under way");
        (await shop.Through(_second.Url).Get("/v1/shop")).Must(200);
        await holder.DisposeAsync();
        (await order).Must(201).Paid().ShouldBe(["B 1000"]);
        (await ending).ShouldBe(0);

        var there = shop.Through(_second.Url);
        (await there.Order("o1", "C", Day(4), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await there.Order("o2", "C", Day(4), 10_000)).Must(201);
        (await there.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Readiness_fails_on_a_connection_that_is_open_already()
    {
        var shop = await Shop();
        await using var holder = await Hold(shop, "C");
        using var socket = new TcpClient(_first.Url.Host, _first.Url.Port);
        await using var stream = socket.GetStream();
        using var reader = new StreamReader(stream);
        // The body is on its way, so that the connection is in use; the next question follows on it.
        await Write("GET /health/ready HTTP/1.1\r\nHost: x\r\n");
        var ending = _first.Terminate();
        await Closed(_first.Url);
        await Write("\r\n");
        if (await reader.ReadLineAsync(Cancel) is { } status)
        {
            status.ShouldBe("HTTP/1.1 503 Service Unavailable");
            (await reader.ReadToEndAsync(Cancel)).ShouldContain("STOPPING");
        }
        await holder.DisposeAsync();
        (await ending).ShouldBe(0);

        async Task Write(string text) => await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(text), Cancel);
    }

    [Fact]
    public async Task A_replay_under_way_is_left_and_begun_again_by_another_instance()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(4), 10_000)).Must(201);
        await shop.SetClock(Day(5));
        await Execute("""
            create function slows() returns trigger language plpgsql as $$ begin
                if new.attempt = 1 and new.orders_read > 0 then perform pg_sleep(60); end if;
                return new;
            end $$;
            create trigger slows before update on backtests for each row execute function slows()
            """);
        var id = await shop.Backtest(await shop.Drafted(ShopSteps.Plan()));
        await Until("select count(*) from pg_stat_activity where wait_event = 'PgSleep'", 1);
        (await _first.Terminate()).ShouldBe(0);
        var there = shop.Through(_second.Url);
        (await there.Ended(id)).Text("status").ShouldBe("done");
        (await Count("select max(attempt) from backtests")).ShouldBe(2);
    }

    /// <summary>The first instance alone hears at once of what it is asked for.</summary>
    private ApiProcess Launch() => ApiProcess.Start(
        KillableProduct.Program, ApiProcess.FreeUrl(), "Production", ("SOCIALCOMMERCE_DATABASE", _database),
        ("SOCIALCOMMERCE_PLATFORM_KEY", PlatformKey), (BacktestSchedule.Setting, "500"));

    private async Task<TestShop> Shop()
    {
        var shop = await new Platform(_first.Url, PlatformKey).NewShop();
        await shop.WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }

    /// <summary>Keeps a customer's row, for which orders of it wait.</summary>
    private async Task<NpgsqlConnection> Hold(TestShop shop, string customerId)
    {
        // A pool would keep connections to the server of an earlier test at the same place.
        var connection = await NpgsqlDataSource.Create($"{_database};Pooling=false").OpenConnectionAsync(Cancel);
        await using var command = new NpgsqlCommand($"""
            begin;
            set local app.maintenance = 'on';
            select from customers where shop_id = {shop.ShopKey} and customer_id = '{customerId}' for update
            """, connection);
        await command.ExecuteNonQueryAsync(Cancel);
        return connection;
    }

    private Task Waits(long requests) =>
        Until("select count(*) from pg_stat_activity where wait_event_type = 'Lock'", requests);

    private async Task Until(string sql, long number)
    {
        using var late = new CancellationTokenSource(Patience);
        while (await Count(sql) < number) await Task.Delay(20, late.Token);
    }

    private static async Task Closed(Uri url)
    {
        using var late = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(url.Host, url.Port, late.Token);
            }
            catch (SocketException)
            {
                return;
            }
            await Task.Delay(20, late.Token);
        }
    }

    private async Task<long> Count(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand($"set app.maintenance = 'on'; {sql}");
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        while (reader.FieldCount == 0) await reader.NextResultAsync(Cancel);
        await reader.ReadAsync(Cancel);
        return Convert.ToInt64(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
