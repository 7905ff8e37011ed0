#if TESTCONTAINERS
using Npgsql;
using Testcontainers.PostgreSql;

namespace SocialCommerce.TestSupport.Host;

/// <summary>
/// A PostgreSQL in a container, for machines with Docker: <c>POSTGRES_PROVIDER=testcontainers scripts/test</c>. Built
/// only with the MSBuild property <c>Testcontainers</c>; without Docker it can be type-checked
/// (<c>-p:Testcontainers=check</c>), not run.
/// </summary>
internal sealed class DockerPostgres : IAsyncDisposable
{
    private const string Image = "postgres:15";

    // Dynamic, because type-checking without the package's own dependencies cannot follow its base classes.
    private readonly dynamic _container;

    private DockerPostgres(object container) => _container = container;

    /// <summary>Starts one, with settings for tests.</summary>
    public static async Task<DockerPostgres> Start(IEnumerable<KeyValuePair<string, string>> settings)
    {
        dynamic builder = new PostgreSqlBuilder(Image);
        string[] command = [.. settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" })];
        var container = builder.WithCommand(command).Build();
        await container.StartAsync();
        return new DockerPostgres(container);
    }

    /// <summary>The connection string of one of its databases, as the superuser.</summary>
    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder((string)_container.GetConnectionString()) { Database = database }
            .ConnectionString;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _container.DisposeAsync();
}
#endif
