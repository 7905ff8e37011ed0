using Npgsql;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Api;

/// <summary>
/// Finds the database, brings its schema forward and registers the data source that serves. With a connection string
/// it is that database; without one, in development, a private PostgreSQL of this clone's own.
/// </summary>
public static class DatabaseSetup
{
    /// <summary>Setting: the database to serve from.</summary>
    public const string Serve = "SOCIALCOMMERCE_DATABASE";

    /// <summary>Setting: the login that migrates, where it is another one. Empty with <see cref="Serve"/> set: the same.</summary>
    public const string Migrate = "SOCIALCOMMERCE_MIGRATE_DATABASE";

    private const string Role = "sc_app";

    /// <summary>Prepares the database; dispose of the result when the host ends.</summary>
    public static async Task<IAsyncDisposable> Prepare(WebApplicationBuilder builder, IEnumerable<Module> modules)
    {
        var serve = builder.Configuration[Serve];
        if (string.IsNullOrEmpty(serve))
            throw new InvalidOperationException($"Set {Serve} to a PostgreSQL connection string.");
        var migrate = builder.Configuration[Migrate];
        var ownLogin = !string.IsNullOrEmpty(migrate);
        await Migrator.Migrate(ownLogin ? migrate! : serve, modules.Select(module => module.Assembly), default);
        builder.Services.AddSingleton(NpgsqlDataSource.Create(Serving(serve, ownLogin)));
        return new Nothing();
    }

    /// <summary>
    /// The connection string to serve with: few connections, statements prepared by themselves, and, where one login
    /// does both, the role that owns nothing.
    /// </summary>
    private static string Serving(string connectionString, bool ownLogin)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        };
        if (!settings.ContainsKey("Maximum Pool Size")) settings.MaxPoolSize = Math.Max(4, 2 * Environment.ProcessorCount);
        // Compiling a query costs more than running any of ours.
        settings.Options = $"-c jit=off {(ownLogin ? "" : $"-c role={Role}")} {settings.Options}".Trim();
        return settings.ConnectionString;
    }

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
