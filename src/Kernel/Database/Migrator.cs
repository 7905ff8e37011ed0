using System.Reflection;
using Dapper;
using Npgsql;

namespace SocialCommerce.Kernel.Database;

/// <summary>
/// Brings the schema forward: numbered <c>.sql</c> files embedded in Kernel and in each module, run in that order,
/// each once, under an advisory lock, with a checksum so that a file that has run cannot be edited. Two instances may
/// start at once: the second waits, with a limit, and finds nothing to do.
/// </summary>
public static class Migrator
{
    private const string Table = """
        create table if not exists schema_migrations (
            module text not null, file text not null, checksum text not null,
            applied_at timestamptz not null default now(),
            primary key (module, file))
        """;

    private const string Within = "select set_config('lock_timeout', @patience, false)";

    // A database's own rights come with no copy of it, so this is looked at on every start. PostgreSQL only warns a
    // login that does not own the database.
    private const string NoTemporary = """
        do $$
        begin
            if has_database_privilege('public', current_database(), 'temporary') then
                execute format('revoke temporary on database %I from public', current_database());
            end if;
        end $$
        """;

    /// <summary>
    /// SQL: from here on the session of a member of <c>sc_maintenance</c> sees the rows of every shop.
    /// </summary>
    internal const string AtWork = "set app.maintenance = 'on'";

    /// <summary>How long another instance that migrates is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Runs what is missing, as a login that may create roles and tables.</summary>
    /// <param name="connectionString">The login. The lock belongs to its session, so not through a pooler that gives
    /// every transaction another session.</param>
    /// <param name="assemblies">What has migrations, in their order.</param>
    /// <param name="cancel">Cancels.</param>
    /// <param name="patience">How long another instance that migrates is waited for.</param>
    /// <exception cref="InvalidOperationException">A file that has run was changed afterwards, or another instance has
    /// been migrating for too long.</exception>
    public static async Task Migrate(
        string connectionString, IEnumerable<Assembly> assemblies, CancellationToken cancel, TimeSpan? patience = null)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync(cancel);
        var lockKey = Locks.Migrations;
        await Lock(connection, lockKey, patience ?? Patience);
        // Row-level security binds the tables' owner too, and a migration concerns every shop.
        await connection.ExecuteAsync(AtWork);
        await connection.ExecuteAsync(Table);
        foreach (var assembly in assemblies)
            foreach (var file in Files(assembly)) await Apply(connection, assembly, file);
        await connection.ExecuteAsync(NoTemporary);
        await connection.ExecuteAsync(Locks.MigratedSql, new { lockKey });
    }

    private static async Task Lock(NpgsqlConnection connection, long lockKey, TimeSpan patience)
    {
        try
        {
            await connection.ExecuteAsync(Within, new { patience = $"{(long)patience.TotalMilliseconds}ms" });
            await connection.ExecuteAsync(Locks.MigrateSql, new { lockKey });
            await connection.ExecuteAsync(Within, new { patience = "0" });
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new InvalidOperationException(
                $"Another instance has been migrating it for more than {patience.TotalSeconds:0.#} s; when it has "
                + "ended, start this one again.", error);
        }
    }

    private static IEnumerable<string> Files(Assembly assembly) => assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static async Task Apply(NpgsqlConnection connection, Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var sql = await reader.ReadToEndAsync();
        var module = assembly.GetName().Name!;
        var file = resource[(resource.IndexOf(".Migrations.", StringComparison.Ordinal) + ".Migrations.".Length)..];
        var checksum = TextHash.Sha256(sql);
        var applied = await connection.QuerySingleOrDefaultAsync<string>(
            "select checksum from schema_migrations where module = @module and file = @file", new { module, file });
        if (applied == checksum) return;
        if (applied is not null)
            throw new InvalidOperationException(
                $"{module}/{file} was changed after it had run. Restore the file, or begin with an empty database "
                    + "(CONTRIBUTING.md, Start).");

        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(sql, transaction: transaction);
        await connection.ExecuteAsync(
            "insert into schema_migrations (module, file, checksum) values (@module, @file, @checksum)",
            new { module, file, checksum }, transaction);
        await transaction.CommitAsync();
    }
}
