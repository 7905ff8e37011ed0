using System.Net.Sockets;
using Npgsql;
using SocialCommerce.Api.Development;
using SocialCommerce.PrivatePostgres;

namespace SocialCommerce.Api;

/// <summary>
/// The database that is served, its schema brought forward. With a connection string it is that database; without
/// one, in development, a private PostgreSQL of this clone's own.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>Setting: the database to serve from.</summary>
    public const string Serve = "SOCIALCOMMERCE_DATABASE";

    /// <summary>
    /// Setting: the login that migrates, where it is not the one that serves. That one then needs no more than
    /// membership in <c>sc_app</c>. Without this setting one login does both, and serves as <c>sc_app</c>.
    /// </summary>
    public const string Migrate = "SOCIALCOMMERCE_MIGRATE_DATABASE";

    /// <summary>Setting: milliseconds for which another instance that migrates is waited for; ten minutes.</summary>
    public const string MigrationPatience = "SOCIALCOMMERCE_MIGRATION_PATIENCE_MS";

    internal const string Role = "sc_app";

    private const string Name = "socialcommerce";

    private readonly PrivateServer? _server;

    private Database(Pools pools, PrivateServer? server) => (Pools, _server) = (pools, server);

    /// <summary>Connections as the role that owns nothing.</summary>
    public Pools Pools { get; }

    /// <summary>Finds the database and brings its schema forward.</summary>
    /// <exception cref="StartupException">The database is missing, silent, or unusable by this version.</exception>
    public static async Task<Database> Prepare(WebApplicationBuilder builder)
    {
        var serve = builder.Configuration[Serve];
        var migrate = builder.Configuration[Migrate];
        if (!builder.Environment.IsDevelopment())
            foreach (var (name, value) in new[] { (Serve, serve), (Migrate, migrate) })
                if (OpenTransport.Warning(name, value) is { } warning) await Console.Error.WriteLineAsync(warning);
        if (!string.IsNullOrEmpty(serve))
            return await Open(builder.Configuration, serve, string.IsNullOrEmpty(migrate) ? null : migrate, null);
        if (!builder.Environment.IsDevelopment())
            throw new StartupException($"Set {Serve} to a PostgreSQL connection string, such as "
                + "'Host=db.example;Username=app;Password=…;Database=socialcommerce'.");
        var server = await StartPrivate(builder.Configuration[Clone.State]);
        try
        {
            return await Open(builder.Configuration, server.ConnectionString(Name), null, server);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes the connections, then stops the private server if there is one.</summary>
    public async ValueTask DisposeAsync()
    {
        await Pools.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    private static async Task<PrivateServer> StartPrivate(string? state)
    {
        var temporary = !string.IsNullOrEmpty(state);
        try
        {
            var server = await PrivateServer.Start(new PrivateServerOptions
            {
                Name = temporary ? state! : PrivateServer.StateName(Clone.Root),
                Temporary = temporary,
                Log = Console.Error.WriteLine,
            });
            await server.EnsureDatabase(Name);
            return server;
        }
        catch (InvalidOperationException error)
        {
            throw new StartupException(error.Message);
        }
    }

    private static async Task<Database> Open(
        IConfiguration configuration, string serve, string? migrate, PrivateServer? server)
    {
        try
        {
            await Migrator.Migrate(
                Migrating(migrate ?? serve), Modules.All.Select(module => module.Assembly), CancellationToken.None,
                Patience(configuration));
            var pools = Pools.Of(serve, takeRole: migrate is null, configuration);
            await CheckRights(pools.Usual.Source);
            return new Database(pools, server);
        }
        catch (Exception error) when (error is NpgsqlException or SocketException or ArgumentException
            or InvalidOperationException)
        {
            throw new StartupException($"The database cannot be used: {error.Message}");
        }
    }

    private static TimeSpan Patience(IConfiguration configuration) =>
        configuration.Milliseconds(MigrationPatience, Migrator.Patience);

    /// <summary>A migration takes as long as it takes.</summary>
    private static string Migrating(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0 }.ConnectionString;

    /// <summary>
    /// Asks what the sessions that serve may do, as they are and not as their connection string means them: a pooler
    /// may have left the role out.
    /// </summary>
    private static async Task CheckRights(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand($"""
            select current_user || ' ' || case
                when rolsuper then 'is a superuser'
                when rolbypassrls then 'bypasses row-level security'
                when exists (
                    select from pg_class c
                    where c.relnamespace = 'public'::regnamespace and c.relrowsecurity
                        and pg_has_role(current_user, c.relowner, 'member'))
                    then 'owns the tables, or can become their owner'
                when exists (
                    select from pg_roles r
                    where (r.rolsuper or r.rolbypassrls or r.rolname in ('sc_maintenance', 'sc_across'))
                        and pg_has_role(current_user, r.oid, 'member'))
                    then 'can become a role that sees every shop'
                when not pg_has_role('{Role}', 'usage') then 'is no member of {Role}' end
            from pg_roles where rolname = current_user
            """);
        if (await command.ExecuteScalarAsync() is string fault)
            throw new StartupException(
                $"The role that serves has to be a member of {Role}, and one that owns nothing and "
                + $"is subject to row-level security, but {fault}: name another login in {Serve}.");
    }
}
