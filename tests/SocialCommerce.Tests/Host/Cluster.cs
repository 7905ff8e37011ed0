using Npgsql;
using SocialCommerce.Api;
using SocialCommerce.Kernel;
using SocialCommerce.PrivatePostgres;
using SocialCommerce.Tests.Host;
using Xunit;

[assembly: AssemblyFixture(typeof(Cluster))]

namespace SocialCommerce.Tests.Host;

/// <summary>One PostgreSQL for a test run, with a migrated template of which every test class gets a clone.</summary>
public sealed class Cluster : IAsyncLifetime
{
    private const string Template = "template_socialcommerce";

    private readonly SemaphoreSlim _cloning = new(1);
    private PrivateServer _server = null!;
    private int _clones;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _server = await PrivateServer.Start(new PrivateServerOptions
        {
            Name = "tests",
            Temporary = true,
            Settings = new Dictionary<string, string>
            {
                ["fsync"] = "off",
                ["synchronous_commit"] = "off",
                ["full_page_writes"] = "off",
                ["max_connections"] = "300",
            },
        });
        await _server.EnsureDatabase(Template);
        await Migrator.Migrate(
            _server.ConnectionString(Template), Modules.All.Select(module => module.Assembly), CancellationToken.None);
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
            await using var source = NpgsqlDataSource.Create($"{_server.ConnectionString("postgres")};Pooling=false");
            await using var command = source.CreateCommand($"create database {name} template {Template}");
            await command.ExecuteNonQueryAsync();
        }
        finally
        {
            _cloning.Release();
        }
        return _server.ConnectionString(name);
    }
}
