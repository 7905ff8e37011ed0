using System.Reflection;
using Npgsql;
using Shouldly;
using SocialCommerce.Api;
using SocialCommerce.Kernel.Database;
using SocialCommerce.Kernel.Locking;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Walls;

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
    public async Task An_instance_waits_for_another_that_migrates_and_gives_up_with_one_sentence()
    {
        await using var source = NpgsqlDataSource.Create(api.Database);
        await using var other = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await Run($"select pg_advisory_lock({Locks.Migrations})");
        api.Settings.Add($"--{SocialCommerce.Api.Database.MigrationPatience}=500");
        try
        {
            var reason = await Should.ThrowAsync<StartupException>(() => api.Instance());
            reason.Message.ShouldBe("The database cannot be used: Another instance has been migrating it for more than "
                + "0.5 s; when it has ended, start this one again.");
        }
        finally
        {
            api.Settings.Clear();
        }
        var waiting = api.Instance();
        await Task.Delay(300, TestContext.Current.CancellationToken);
        waiting.IsCompleted.ShouldBeFalse();
        await Run($"select pg_advisory_unlock({Locks.Migrations})");
        (await (await api.NewShop()).Through(await waiting).Get("/v1/shop")).Must(200);

        async Task Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, other);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_file_that_was_changed_after_it_had_run_stops_the_start()
    {
        var database = await Empty("changed");
        await Migrate(database);
        await Text(
            database, "update schema_migrations set checksum = 'other' where file = '001_products.sql' returning file");
        var error = await Should.ThrowAsync<InvalidOperationException>(() => Migrate(database));
        error.Message.ShouldContain("001_products.sql was changed");
    }

    [Fact]
    public async Task A_migration_that_changes_rows_sees_every_shop()
    {
        // No superuser, so that row-level security binds the login that migrates.
        var owner = $"migrator_{Guid.NewGuid():n}";
        await Text(api.Database, $"create role {owner} login createrole");
        var database = await Empty("rows", owner);
        var login = new NpgsqlConnectionStringBuilder(database) { Username = owner }.ConnectionString;
        await Migrate(login);
        await Text(database, TwoShops);

        await Migrate(login, typeof(Migrating).Assembly);
        (await Text(database, Names)).ShouldBe("one changed, two changed");
        (await Text(login, "select count(*)::text from shops")).ShouldBe("0", "the owner speaks for no shop");
    }

    private const string TwoShops = """
        insert into shops (shop_id, name, currency, time_zone, sandbox, jurisdiction, clock_follows, created_at)
        values (1, 'one', 'GBP', 'UTC', true, 'custom', true, '2026-01-01Z'),
            (2, 'two', 'CNY', 'UTC', true, 'custom', true, '2026-01-01Z')
        """;

    private const string Names = "select string_agg(name, ', ' order by shop_id) from shops";

    private async Task<string> Empty(string name, string owner = "default")
    {
        await using (var command = api.Owner.CreateCommand($"create database migrating_{name} owner {owner}"))
            await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(api.Database) { Database = $"migrating_{name}", Pooling = false }
            .ConnectionString;
    }

    private static Task Migrate(string database, params Assembly[] others) =>
        Migrator.Migrate(
            database, Modules.All.Select(module => module.Assembly).Concat(others), CancellationToken.None);

    private static async Task<string?> Text(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return (string?)await command.ExecuteScalarAsync();
    }
}
