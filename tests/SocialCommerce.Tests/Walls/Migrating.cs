using Npgsql;
using Shouldly;
using SocialCommerce.Api;
using SocialCommerce.Kernel.Database;
using SocialCommerce.Kernel.Locking;
using SocialCommerce.Tests.Flows;
using SocialCommerce.Tests.Host;
using Xunit;
using static SocialCommerce.Tests.Host.TestShop;

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
            database, "update schema_migrations set checksum = 'other' where file like '001_ladder%' returning file");
        var error = await Should.ThrowAsync<InvalidOperationException>(() => Migrate(database));
        error.Message.ShouldContain("001_ladder.sql was changed");
    }

    [Fact]
    public async Task Orders_from_before_what_was_due_was_kept_are_measured_by_it_afterwards()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await BuyersMoney.Order(shop, "coupon", [BuyersMoney.Line("1", 3, 10_000, (6_000, "platform"))]))
            .Paid().ShouldBe(["B 3000"]);
        (await BuyersMoney.Order(shop, "part", [BuyersMoney.Line("1", 2, 1_000)])).Must(201);
        (await shop.RefundUnits("part", "r1", Day(3), "1", 1)).Must(201);
        await Text(api.Database, BeforeDues);
        await Migrate(api.Database);

        shop = shop.Through(await api.Instance());
        (await shop.FailedChecks()).ShouldBeEmpty();
        (await shop.Get("/v1/orders/coupon")).Must(200).Minor("due").ShouldBe(24_000);
        var rows = Enumerable.Range(1, 3).Select(i => BuyersMoney.Row("1", 1, 8_000)).ToArray();
        (await BuyersMoney.Refund(shop, "coupon", "r2", rows)).Must(201).Minor("goods").ShouldBe(24_000);
        (await shop.RefundUnits("part", "r3", Day(3), "1", 1)).Must(201).Minor("goods").ShouldBe(1_000);
        (await shop.Net("B")).ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Changes_from_before_the_log_was_a_chain_are_chained_in_their_order()
    {
        var shop = await api.NewShop();
        await api.Operator(shop, "fay", "finance");
        await Text(api.Database, BeforeTheChain);
        await Migrate(api.Database);
        await api.Operator(shop, "ann", "approver");
        (await shop.FailedChecks()).ShouldBeEmpty();
        (await api.Count($"select max(sequence) from audit_log where shop_id = {shop.ShopKey}")).ShouldBe(
            await api.Count($"select count(*) from audit_log where shop_id = {shop.ShopKey}"));
        (await api.Count($"""
            select count(*) from audit_log where shop_id = {shop.ShopKey} and sequence > 1 and previous_hash = ''
            """)).ShouldBe(0);
    }

    // What 077_change_chain.sql of Kernel has added.
    private const string BeforeTheChain = """
        drop function log_audit_entry, audit_log_hash, audit_log_entry;
        drop table audit_log_heads;
        alter table audit_log drop column sequence, drop column previous_hash, drop column hash;
        delete from schema_migrations where file = '077_change_chain.sql';
        """;

    // What 031_refunds_by_due.sql of the ladder has added.
    private const string BeforeDues = """
        alter table order_lines drop column total_minor, drop column due_minor, alter column quantity type bigint,
            alter column unit_price_minor set not null;
        alter table orders drop column due_minor, drop column refunded_due_minor, drop column discounts,
            drop column fees;
        alter table refunds drop column value_minor, drop column tax_apart_minor;
        update refund_lines set amount_minor = amount_minor + 1000 where unpriced_units > 0;
        alter table refund_lines drop column unpriced_units, alter column units type bigint;
        delete from schema_migrations where file = '031_refunds_by_due.sql';
        """;

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
