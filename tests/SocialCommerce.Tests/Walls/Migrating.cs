using Npgsql;
using Shouldly;
using SocialCommerce.Api;
using SocialCommerce.Kernel;
using SocialCommerce.Tests.Host;
using Xunit;

namespace SocialCommerce.Tests.Walls;

/// <summary>The schema goes forward once, whoever starts, and what has run stays as it was.</summary>
public sealed class Migrating(TestApi api) : IClassFixture<TestApi>
{
    private const string Applied =
        "select string_agg(module || file || checksum || applied_at, ',' order by module, file)";

    [Fact]
    public async Task Three_instances_that_start_at_once_on_an_empty_database_migrate_it_once()
    {
        var database = await Empty("at_once");
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Migrate(database)));
        (await Text(database, "select count(*)::text from schema_migrations")).ShouldBe(
            await Text(api.Database, "select count(*)::text from schema_migrations"));
        (await Text(database, "select count(*)::text from pg_tables where schemaname = 'public'")).ShouldBe(
            await Text(api.Database, "select count(*)::text from pg_tables where schemaname = 'public'"));
    }

    [Fact]
    public async Task Running_again_does_nothing()
    {
        var before = await Text(api.Database, $"{Applied} from schema_migrations");
        await Migrate(api.Database);
        (await Text(api.Database, $"{Applied} from schema_migrations")).ShouldBe(before);
    }

    [Fact]
    public async Task A_file_that_was_changed_after_it_had_run_stops_the_start()
    {
        var database = await Empty("changed");
        await Migrate(database);
        await Text(
            database, "update schema_migrations set checksum = 'other' where file like '001_ladder%' returning file");
        var error = await Should.ThrowAsync<InvalidOperationException>(() => Migrate(database));
        error.Message.ShouldContain("001_ladder.sql was changed");
    }

    private async Task<string> Empty(string name)
    {
        await using (var command = api.Owner.CreateCommand($"create database migrating_{name}"))
            await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(api.Database) { Database = $"migrating_{name}", Pooling = false }
            .ConnectionString;
    }

    private static Task Migrate(string database) =>
        Migrator.Migrate(database, Modules.All.Select(module => module.Assembly), CancellationToken.None);

    private static async Task<string?> Text(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return (string?)await command.ExecuteScalarAsync();
    }
}
