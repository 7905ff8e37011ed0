using System.Globalization;
using Npgsql;
using Shouldly;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Walls;

/// <summary>Row-level security and keys that begin with the shop hold shops apart, whatever the code forgets.</summary>
public sealed class SeparatingShops(TestApi api) : IClassFixture<TestApi>
{
    private const string Tables = """
        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'schema_migrations' order by 1
        """;

    private const string Unprotected = """
        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm') and c.relname <> 'schema_migrations'
            and not (c.relrowsecurity and c.relforcerowsecurity and exists (
                select from pg_policy p where p.polrelid = c.oid and p.polcmd = '*'
                and pg_get_expr(p.polqual, c.oid) like '%shop_id =%app.shop_id%' and p.polroles = '{0}'))
        """;

    private const string KeysWithoutShop = """
        select c.relname || '.' || i.indexrelid::regclass from pg_index i join pg_class c on c.oid = i.indrelid
        left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where c.relnamespace = 'public'::regnamespace and i.indisunique and a.attname is distinct from 'shop_id'
            and c.relname <> 'schema_migrations'
        union all
        select k.conrelid::regclass || '.' || k.conname from pg_constraint k
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
        join pg_attribute f on f.attrelid = k.confrelid and f.attnum = k.confkey[1]
        where k.contype = 'f' and k.connamespace = 'public'::regnamespace
            and (a.attname <> 'shop_id' or f.attname <> 'shop_id')
        """;

    private const string WithoutKey = """
        select c.relname from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not exists (
            select from pg_index i where i.indrelid = c.oid and i.indisprimary)
        """;

    private const string Owned = """
        select count(*) from pg_shdepend d join pg_roles r on r.oid = d.refobjid
        where d.refclassid = 'pg_authid'::regclass and d.deptype = 'o' and r.rolname like 'sc\_%'
            and not (d.classid = 'pg_proc'::regclass and r.rolname in ('sc_across', 'sc_log', 'sc_erasure'))
        """;

    private const string Mighty = """
        select count(*) from pg_roles where rolname like 'sc\_%'
            and (rolsuper or rolbypassrls or rolcanlogin or rolcreaterole or rolcreatedb)
        """;

    [Fact]
    public async Task Every_table_is_behind_row_level_security() => (await Names(Unprotected)).ShouldBeEmpty();

    [Fact]
    public async Task Every_primary_unique_and_foreign_key_begins_with_the_shop() =>
        (await Names(KeysWithoutShop)).ShouldBeEmpty();

    [Fact]
    public async Task Every_table_has_a_primary_key() => (await Names(WithoutKey)).ShouldBeEmpty();

    [Fact]
    public async Task The_roles_own_nothing_and_are_nobodys_masters()
    {
        (await api.Count(Owned)).ShouldBe(0);
        (await api.Count(Mighty)).ShouldBe(0);
    }

    [Fact]
    public async Task Who_speaks_for_no_shop_sees_nothing_and_writes_nothing()
    {
        await FilledShop.In(api);
        await using var connection = await Open();
        var filled = 0;
        foreach (var table in await Names(Tables))
        {
            if (await api.Count($"select count(*) from {table}") > 0) filled++;
            (await Rows(connection, table)).ShouldBe(0, table);
            (await State(connection, $"insert into {table} (shop_id) values (1)")).ShouldBe("42501", table);
        }
        filled.ShouldBeGreaterThan(25, "the shop has one of nearly everything");
    }

    [Fact]
    public async Task Who_speaks_for_another_shop_sees_and_writes_nothing_of_this_one()
    {
        var (own, other) = ((await FilledShop.In(api)).Shop.ShopKey, (await api.NewShop()).ShopKey);
        await using var connection = await Open();
        await State(connection, $"select set_config('app.shop_id', '{other}', false)");
        foreach (var table in await Names(Tables))
        {
            (await Rows(connection, $"{table} where shop_id = {own}")).ShouldBe(0, table);
            (await State(connection, $"insert into {table} (shop_id) values ({own})")).ShouldBe("42501", table);
        }
        await State(connection, $"select set_config('app.shop_id', '{own}', false)");
        (await Rows(connection, "orders")).ShouldBeGreaterThan(0);
    }

    private async Task<NpgsqlConnection> Open()
    {
        // A pooled connection that is reset would fall back to its login, which is the owner.
        // Not from a pool, which would hand on the session with the role and the shop that another test has set.
        var connection = await NpgsqlDataSource.Create($"{api.Database};Pooling=false").OpenConnectionAsync();
        await State(connection, "set role sc_app");
        return connection;
    }

    private async Task<List<string>> Names(string sql)
    {
        var names = new List<string>();
        await using var command = api.Owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) names.Add(reader.GetString(0));
        return names;
    }

    private static async Task<long> Rows(NpgsqlConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"select count(*) from {table}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static async Task<string> State(NpgsqlConnection connection, string sql)
    {
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
            return "";
        }
        catch (PostgresException error)
        {
            return error.SqlState;
        }
    }
}
