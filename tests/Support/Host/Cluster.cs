using Npgsql;
using SocialCommerce.Api;
using SocialCommerce.Kernel.Database;
using SocialCommerce.PrivatePostgres;
using Xunit;

namespace SocialCommerce.TestSupport.Host;

/// <summary>One PostgreSQL for a test run, with a migrated template of which every test class gets a clone.</summary>
public sealed class Cluster : IAsyncLifetime
{
    private const string Template = "template_socialcommerce";

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["fsync"] = "off",
        ["synchronous_commit"] = "off",
        ["full_page_writes"] = "off",
        ["max_connections"] = "300",
    };

    private readonly SemaphoreSlim _cloning = new(1);
    private IAsyncDisposable _server = null!;
    private Func<string, string> _connectionString = null!;
    private int _clones;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        (_server, _connectionString) = await Start();
        await Create(Template, "template1");
        await Migrator.Migrate(
            _connectionString(Template), Modules.All.Select(module => module.Assembly), CancellationToken.None);
        NpgsqlConnection.ClearAllPools();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>A database of its own, as its owner reaches it.</summary>
    public async Task<string> Clone()
    {
        var name = $"clone_{Interlocked.Increment(ref _clones)}";
        await _cloning.WaitAsync();
        try
        {
            await Create(name, Template);
        }
        finally
        {
            _cloning.Release();
        }
        return _connectionString(name);
    }

    private static async Task<(IAsyncDisposable Server, Func<string, string> ConnectionString)> Start()
    {
#if TESTCONTAINERS
        if (Environment.GetEnvironmentVariable("POSTGRES_PROVIDER") == "testcontainers")
        {
            var docker = await DockerPostgres.Start(Settings);
            return (docker, docker.ConnectionString);
        }
#endif
        var server = await PrivateServer.Start(
            new PrivateServerOptions { Name = "tests", Temporary = true, Settings = Settings });
        return (server, database => server.ConnectionString(database));
    }

    /// <summary>Drops a clone that nobody needs any more: what is left is vacuumed until the run ends.</summary>
    public Task Drop(string connectionString) => Execute(
        $"drop database if exists {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");

    private Task Create(string name, string template) => Execute($"create database {name} template {template}");

    private async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create($"{_connectionString("postgres")};Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
