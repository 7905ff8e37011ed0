using Npgsql;
using Shouldly;
using SocialCommerce.Kernel.Locking;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.FaultTests;

/// <summary>A network that swallows bytes, and sessions that nobody ends: nothing waits for them for long.</summary>
public sealed class LosingTheNetwork(TestApi api) : IClassFixture<TestApi>
{
    // Far more than the product needs, far less than for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_whose_bytes_are_swallowed_are_put_off_and_those_after_them_are_served()
    {
        await using var proxy = Proxy();
        var shop = (await api.NewShop()).Through(await Instance(proxy));
        await All(shop, 200);

        proxy.Swallow();
        var lost = Enumerable.Range(0, 8).Select(_ => shop.Get("/v1/shop")).ToList();
        await Task.Delay(500, Cancel);
        proxy.Heal();
        foreach (var answer in await Task.WhenAll(lost).WaitAsync(Patience, Cancel))
            if (answer.Status != 200) answer.Refused(503, "DATABASE_UNAVAILABLE");
        await All(shop, 200);
    }

    [Fact]
    public async Task A_long_command_whose_network_is_swallowed_gives_its_connection_up()
    {
        await using var proxy = Proxy();
        var shop = (await api.NewShop()).Through(await Instance(proxy));
        (await shop.Order("o", "c", Day(1), 1_000)).Must(201);
        for (var i = 0; i < 3; i++) (await shop.Get("/v1/integrity")).Must(200);

        proxy.Swallow();
        var lost = Enumerable.Range(0, 4).Select(_ => shop.Get("/v1/integrity")).ToList();
        await Task.Delay(500, Cancel);
        proxy.Heal();
        foreach (var answer in await Task.WhenAll(lost).WaitAsync(Patience, Cancel))
            if (answer.Status != 200) answer.Refused(503, "DATABASE_UNAVAILABLE");
        (await shop.Get("/v1/integrity").WaitAsync(Patience, Cancel)).Must(200);
    }

    [Fact]
    public async Task A_session_that_keeps_the_books_and_has_gone_away_holds_up_a_settlement_and_nobody_else()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        var other = await api.NewShop();
        (await shop.Order("o", "c", Day(1), 1_000)).Must(201);
        await shop.SetClock(Day(30));
        await using var gone = await Gone(shop);

        var settling = shop.Settle(Day(30));
        for (var i = 0; i < 20; i++)
        {
            var asked = await Task.WhenAll(
                shop.Order($"meanwhile-{i}", "c", Day(30), 1_000), other.Get("/v1/shop"), shop.Get("/v1/shop"));
            asked.Select(answer => answer.Status).ShouldBe([201, 200, 200]);
        }
        settling.IsCompleted.ShouldBeFalse("the session may still record something of the period");
        (await settling.WaitAsync(Patience, Cancel)).Must(201);
    }

    [Fact]
    public async Task A_shop_whose_requests_wait_for_each_other_leaves_connections_to_all_others()
    {
        var (shop, other) = (await api.NewShop(), await api.NewShop());
        (await shop.Order("o", "c", Day(1), 1_000)).Must(201);
        await using var holder = await api.Owner.OpenConnectionAsync(Cancel);
        await using var held = await holder.BeginTransactionAsync(Cancel);
        await Run(holder, $"select from orders where shop_id = {shop.ShopKey} for update");

        var waiting = Enumerable.Range(0, 40).Select(i => shop.RefundPlain("o", $"r{i}", Day(2), 1)).ToList();
        await Task.Delay(300, Cancel);
        for (var i = 0; i < 20; i++) (await other.Get("/v1/shop")).Must(200);
        waiting.ShouldAllBe(one => !one.IsCompleted);
        await held.RollbackAsync(Cancel);
        foreach (var answer in await Task.WhenAll(waiting).WaitAsync(Patience, Cancel)) answer.Must(201);
    }

    /// <summary>A session as an instance opens it, in the middle of a transaction that it never ends.</summary>
    private async Task<NpgsqlConnection> Gone(TestShop shop)
    {
        var source = NpgsqlDataSource.Create(
            $"{api.Database};Pooling=false;Options=-c idle_in_transaction_session_timeout=10s");
        var connection = await source.OpenConnectionAsync(Cancel);
        await Run(connection, "begin");
        await Run(
            connection, $"select pg_advisory_xact_lock_shared({(int)NumberedLock.Books}, {shop.ShopKey})");
        return connection;
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private SwallowingProxy Proxy() => new(new NpgsqlConnectionStringBuilder(api.Database).Host!);

    private Task<Uri> Instance(SwallowingProxy proxy) => api.Instance(
        database: new NpgsqlConnectionStringBuilder(api.Database) { Host = "127.0.0.1", Port = proxy.Port }
            .ConnectionString);

    private static async Task All(TestShop shop, int status)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => shop.Get("/v1/shop")))
            .WaitAsync(Patience, Cancel);
        answers.Select(answer => answer.Status).ShouldAllBe(given => given == status);
    }
}
