using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace SocialCommerce.Kernel;

/// <summary>
/// Brings the schema forward: numbered <c>.sql</c> files embedded in Kernel and in each module, run in that order,
/// each once, under an advisory lock, with a checksum so that nobody edits what has run. Two instances that start at
/// once are fine: the second waits and finds nothing to do.
/// </summary>
public static class Migrator
{
    private const string Table = """
        create table if not exists schema_migrations (
            module text not null, file text not null, checksum text not null,
            applied_at timestamptz not null default now(),
            primary key (module, file))
        """;

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

    /// <summary>Runs what is missing, as a login that may create roles and tables.</summary>
    /// <exception cref="InvalidOperationException">A file that has run was changed afterwards.</exception>
    public static async Task Migrate(
        string connectionString, IEnumerable<Assembly> assemblies, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync(cancel);
        var lockKey = Locks.Migrations;
        await connection.ExecuteAsync(Locks.MigrateSql, new { lockKey });
        // Row-level security binds the tables' owner too, and a migration concerns every shop.
        await connection.ExecuteAsync(AtWork);
        await connection.ExecuteAsync(Table);
        foreach (var assembly in assemblies)
            foreach (var file in Files(assembly)) await Apply(connection, assembly, file);
        await connection.ExecuteAsync(NoTemporary);
        await connection.ExecuteAsync(Locks.MigratedSql, new { lockKey });
    }

    private static IEnumerable<string> Files(Assembly assembly) => assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static async Task Apply(NpgsqlConnection connection, Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var sql = await reader.ReadToEndAsync();
        var module = assembly.GetName().Name!;
        var file = resource[(resource.IndexOf(".Migrations.", StringComparison.Ordinal) + ".Migrations.".Length)..];
        var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
        var applied = await connection.QuerySingleOrDefaultAsync<string>(
            "select checksum from schema_migrations where module = @module and file = @file", new { module, file });
        if (applied == checksum) return;
        if (applied is not null) throw new InvalidOperationException($"{module}/{file} was changed after it had run.");

        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(sql, transaction: transaction);
        await connection.ExecuteAsync(
            "insert into schema_migrations (module, file, checksum) values (@module, @file, @checksum)",
            new { module, file, checksum }, transaction);
        await transaction.CommitAsync();
    }
}
