using SocialCommerce.Api.Development;

namespace SocialCommerce.Api;

/// <summary>The product as a process runs it, or a test inside its own: a web host and its database.</summary>
public sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Database _database;

    private ApiHost(WebApplication app, Database database) => (_app, _database) = (app, database);

    /// <summary>Where it listens, once it has started.</summary>
    public Uri Url => Listening.At(_app);

    /// <summary>Finds the database, brings its schema forward and builds the web host; nothing listens yet.</summary>
    /// <param name="args">Settings, as on the command line.</param>
    /// <param name="clock">Another clock than the machine's.</param>
    /// <param name="configure">What a caller inside the process adds to the host, such as where its log goes.</param>
    /// <exception cref="StartupException">There is no database to serve.</exception>
    public static async Task<ApiHost> Prepare(
        string[] args, TimeProvider? clock = null, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        DevelopmentKey.Provide(builder);
        Secrets.Check(builder);
        var database = await Database.Prepare(builder);
        try
        {
            builder.Services.AddSingleton(new Db(database.Pools.Usual, database.Pools.Long));
            builder.Services.AddSingleton(clock ?? TimeProvider.System);
            builder.AddApi(Modules.All);
            configure?.Invoke(builder);
            var app = builder.Build();
            app.UseApi(Modules.All);
            // A setting that cannot be read is told now, not by the first request.
            app.Services.GetRequiredService<RateLimitSettings>();
            app.Services.GetRequiredService<SecretProtector>();
            foreach (var module in Modules.All) module.CheckSettings(app.Services);
            return new ApiHost(app, database);
        }
        catch (InvalidOperationException error)
        {
            await database.DisposeAsync();
            throw new StartupException(error.Message);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Listens.</summary>
    /// <exception cref="StartupException">The address is taken.</exception>
    public async Task Start()
    {
        try
        {
            await _app.StartAsync();
        }
        catch (IOException error)
        {
            throw new StartupException(error.Message);
        }
    }

    /// <summary>Listens until it is told to stop; ready once the sandbox shop of development can be used.</summary>
    public async Task Run()
    {
        var opening = _app.Services.GetRequiredService<Health.Opening>();
        opening.UnderWay = _app.Environment.IsDevelopment();
        await Start();
        if (opening.UnderWay)
        {
            Launcher.StopWith(_app.Lifetime);
            await DevelopmentShop.Announce(_app, Url);
            opening.UnderWay = false;
        }
        await _app.WaitForShutdownAsync();
    }

    /// <summary>Answers what is under way, then lets go of the database.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }
}
