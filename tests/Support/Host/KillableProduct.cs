using SocialCommerce.Launch;

namespace SocialCommerce.TestSupport.Host;

/// <summary>The API as a process on a durable PostgreSQL of its own, both of which a test may kill.</summary>
internal sealed class KillableProduct : IAsyncDisposable
{
    /// <summary>The API that was built with these tests.</summary>
    public static readonly string Program = Path.Combine(AppContext.BaseDirectory, "SocialCommerce.Api.dll");

    private const string PlatformKey = "platform-key-of-the-faults";

    private readonly KillablePostgres _postgres;
    private readonly (string Name, string Value)[] _settings;
    private ApiProcess _api;

    private KillableProduct(KillablePostgres postgres, string database, (string Name, string Value)[] settings)
    {
        (_postgres, Database) = (postgres, database);
        Platform = new Platform(ApiProcess.FreeUrl(), PlatformKey);
        _settings =
            [.. settings, ("SOCIALCOMMERCE_DATABASE", database), ("SOCIALCOMMERCE_PLATFORM_KEY", PlatformKey)];
        _api = Launch();
    }

    /// <summary>Starts both.</summary>
    public static async Task<KillableProduct> Start(params (string Name, string Value)[] settings)
    {
        var postgres = await KillablePostgres.Start();
        KillableProduct? product = null;
        try
        {
            product = new KillableProduct(postgres, await postgres.NewDatabase("killed"), settings);
            await product.Ready();
            return product;
        }
        catch
        {
            await (product?.DisposeAsync() ?? postgres.DisposeAsync());
            throw;
        }
    }

    /// <summary>The platform's own calls.</summary>
    public Platform Platform { get; }

    /// <summary>How its database is reached by its owner.</summary>
    public string Database { get; }

    /// <summary>Kills one of them, and returns when it is back: the API by us, PostgreSQL by its keeper.</summary>
    public async Task Kill(bool api)
    {
        if (api)
        {
            await End();
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
        await End();
        await _postgres.DisposeAsync();
    }

    private ApiProcess Launch() => ApiProcess.Start(Program, Platform.Url, "Production", _settings);

    private async Task End()
    {
        await _api.Kill();
        await _api.DisposeAsync();
    }
}
