using SocialCommerce.Tests.Host;

namespace SocialCommerce.Tests.Faults;

/// <summary>The API as a process on a durable PostgreSQL of its own, both of which a test may kill.</summary>
internal sealed class KillableProduct : IAsyncDisposable
{
    private const string PlatformKey = "platform-key-of-the-faults";

    private readonly KillablePostgres _postgres;
    private readonly string _database;
    private readonly Uri _url = ApiProcess.FreeUrl();
    private ApiProcess _api;

    private KillableProduct(KillablePostgres postgres, string database)
    {
        (_postgres, _database) = (postgres, database);
        _api = Launch();
    }

    /// <summary>Starts both.</summary>
    public static async Task<KillableProduct> Start()
    {
        var postgres = await KillablePostgres.Start();
        KillableProduct? product = null;
        try
        {
            product = new KillableProduct(postgres, await postgres.NewDatabase("killed"));
            await product.Ready();
            return product;
        }
        catch
        {
            await (product?.DisposeAsync() ?? postgres.DisposeAsync());
            throw;
        }
    }

    /// <summary>A sandbox shop of it.</summary>
    public async Task<Client> NewShop()
    {
        var platform = new Client(_url, PlatformKey);
        var shop = await platform.Post("/v1/shops", new
        {
            name = "Killed",
            currency = "GBP",
            timeZone = "UTC",
            mode = "sandbox",
            jurisdiction = "custom",
            clock = new { mode = "follow" },
        });
        var path = $"/v1/shops/{shop.Must(201).Text("shopId")}/api-keys";
        var key = await platform.Post(path, new { name = "all", scopes = new[] { "*" } });
        return new Client(_url, key.Must(201).Text("key"));
    }

    /// <summary>Kills one of them, and returns when it is back: the API by us, PostgreSQL by its keeper.</summary>
    public async Task Kill(bool api)
    {
        if (api)
        {
            await _api.DisposeAsync();
            _api = Launch();
            await Ready();
        }
        else
        {
            _postgres.Kill();
            await _postgres.Back();
        }
    }

    /// <summary>Waits until it can serve.</summary>
    public Task Ready() => _api.Ready();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    private ApiProcess Launch() => ApiProcess.Start(
        _url, "Production", ("SOCIALCOMMERCE_DATABASE", _database), ("SOCIALCOMMERCE_PLATFORM_KEY", PlatformKey));
}
