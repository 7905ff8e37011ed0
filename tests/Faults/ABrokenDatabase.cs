using System.Diagnostics;
using Shouldly;
using SocialCommerce.Api;
using SocialCommerce.Kernel.Secrets;
using Xunit;

namespace SocialCommerce.FaultTests;

/// <summary>PostgreSQL dies under the API: 503 until it is back, and then not one longer.</summary>
public sealed class ABrokenDatabase(BrokenProduct product) : IClassFixture<BrokenProduct>
{
    private const int AtOnce = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_are_put_off_while_it_is_down_and_served_when_it_is_back()
    {
        (await product.Platform.Get("/health/ready")).Must(200);
        product.Postgres.Kill(stayDown: true);
        var (unavailable, unready) = (0, 0);
        for (var waiting = Stopwatch.StartNew(); ; await Task.Delay(10, Cancel))
        {
            waiting.Elapsed.ShouldBeLessThan(Patience);
            var ready = await product.Platform.Get("/health/ready");
            if (ready.Status != 200) PutOff(ready, ref unready);
            var live = await product.Platform.Get("/health/live");
            live.Must(200);
            var answer = await product.NewShop();
            // Just killed, it may still answer; it is back once it has been away.
            if (answer.Status == 201 && unavailable > 0) break;
            if (answer.Status != 201) PutOff(answer, ref unavailable);
            if (unready > 0 && unavailable > 0) product.Postgres.Return();
        }
        await product.Postgres.Back();

        unavailable.ShouldBeGreaterThan(0);
        unready.ShouldBeGreaterThan(0);
        (await product.Platform.Get("/health/ready")).Must(200);
    }

    [Fact]
    public async Task Once_it_is_back_no_stale_connection_costs_anybody_an_answer()
    {
        // As many as the pool may hold, so that all of them are stale afterwards.
        await All(() => product.Platform.Get(product.Shop), 200);
        product.Postgres.Kill();
        await product.Postgres.Back();

        await All(() => product.Platform.Get(product.Shop), 200);
        await All(() => product.Platform.Get(product.Shop), 200);
    }

    [Fact]
    public async Task Once_it_is_back_no_stale_connection_costs_anybody_a_write()
    {
        await All(product.NewShop, 201);
        product.Postgres.Kill();
        await product.Postgres.Back();

        await All(product.NewShop, 201);
    }

    private static async Task All(Func<Task<Answer>> ask, int status)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => ask()));
        answers.Select(answer => answer.Status).ShouldAllBe(given => given == status);
    }

    private static void PutOff(Answer answer, ref int count)
    {
        answer.Refused(503, "DATABASE_UNAVAILABLE");
        answer.Headers.Keys.ShouldContain("Retry-After");
        count++;
    }
}

/// <summary>The API in this process, on a PostgreSQL of its own that tests kill.</summary>
public sealed class BrokenProduct : IAsyncLifetime
{
    private const string PlatformKey = "platform-key-of-the-faults";

    private ApiHost? _host;

    internal KillablePostgres Postgres { get; private set; } = null!;

    internal Client Platform { get; private set; } = null!;

    /// <summary>The path of a shop.</summary>
    internal string Shop { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Postgres = await KillablePostgres.Start();
        _host = await ApiHost.Prepare(
        [
            $"--SOCIALCOMMERCE_DATABASE={await Postgres.NewDatabase("broken")}",
            $"--SOCIALCOMMERCE_PLATFORM_KEY={PlatformKey}", $"--{SecretProtector.Key}={SecretProtector.NewKey()}",
            "--urls=http://127.0.0.1:0", "--environment=Production",
        ]);
        await _host.Start();
        Platform = new Client(_host.Url, PlatformKey);
        Shop = $"/v1/shops/{(await NewShop()).Must(201).Text("shopId")}";
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    internal Task<Answer> NewShop() => Platform.Post("/v1/shops", new
    {
        name = "Broken",
        currency = "GBP",
        timeZone = "UTC",
        mode = "sandbox",
        jurisdiction = "custom",
        clock = new { mode = "follow" },
    });
}
