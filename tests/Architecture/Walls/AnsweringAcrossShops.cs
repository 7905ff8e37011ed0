using Npgsql;
using Shouldly;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Walls;

/// <summary>
/// A function that runs in another role's name looks up what it names in one place, and that role is none worth taking.
/// </summary>
public sealed class AnsweringAcrossShops(TestApi api) : IClassFixture<TestApi>
{
    private const string Definers = """
        select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')
        """;

    // Takes over whatever role evaluates a row of a table that the login has put in front of the product's.
    private const string Attack = """
        create function pg_temp.take() returns boolean language plpgsql as $$
        begin
            if current_user <> session_user then
                execute format('alter role %I superuser', session_user);
            end if;
            return true;
        exception when insufficient_privilege then
            raise exception 'the attack ran as %', current_user;
        end $$;
        """;

    [Fact]
    public async Task Every_function_that_runs_as_its_owner_looks_temporary_objects_up_last()
    {
        (await Names($"""
            {Definers} and not coalesce('search_path=pg_catalog, public, pg_temp' = any(p.proconfig), false)
            """)).ShouldBeEmpty();
        (await Names(Definers)).Count.ShouldBeGreaterThanOrEqualTo(6);
    }

    [Fact]
    public async Task Every_function_that_runs_as_its_owner_qualifies_the_tables_that_it_names() => (await Names($$"""
        {{Definers}} and p.prosrc ~* '\m(from|join|insert into|update)\s+(?!(public\.|lateral\M))\w'
        """)).ShouldBeEmpty();

    [Fact]
    public async Task Every_function_that_runs_as_its_owner_is_for_the_roles_that_were_named() => (await Names($"""
        {Definers} and has_function_privilege('public', p.oid, 'execute')
        """)).ShouldBeEmpty();

    [Fact]
    public async Task Every_function_that_runs_as_its_owner_belongs_to_a_role_that_owns_no_table_and_is_nobodys()
    {
        (await Names($"""
            {Definers} and (exists (select from pg_class c where c.relowner = p.proowner) or exists (
                select from pg_roles r where r.oid = p.proowner
                    and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcanlogin)))
            """)).ShouldBeEmpty();
        (await api.Count("""
            select count(*) from pg_auth_members m
            join pg_roles r on r.oid = m.roleid join pg_roles member on member.oid = m.member
            where r.rolname in ('sc_across', 'sc_log', 'sc_erasure') and member.rolname like 'sc\_%'
            """)).ShouldBe(0, "no role that serves is a member");
        (await Names("""
            select c.relname || ' ' || p.priv from pg_class c
            cross join unnest(array['insert', 'update', 'delete', 'truncate', 'references', 'trigger']) as p(priv)
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
                and has_table_privilege('sc_across', c.oid, p.priv)
            """)).ShouldBeEmpty("it reads, and does nothing else");
        (await Names("""
            select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
                and relname in ('customers', 'orders', 'payees', 'payee_accounts', 'movements', 'api_keys')
                and has_any_column_privilege('sc_across', oid, 'select')
            """)).ShouldBeEmpty("no person and no money");
    }

    [Fact]
    public async Task The_serving_login_makes_no_temporary_objects_and_none_in_the_schema()
    {
        await using var source = await Login();
        (await State(source, "create temp table shops (shop_id bigint)")).ShouldBe("42501");
        (await State(source, Attack)).ShouldBe("42501");
        (await State(source, "create table shadows (shop_id bigint)")).ShouldBe("42501");
    }

    [Fact]
    public async Task A_temporary_view_in_front_of_a_table_does_not_make_the_serving_login_the_owner()
    {
        await FilledShop.In(api);
        await using var source = await Login();
        var login = new NpgsqlConnectionStringBuilder(source.ConnectionString).Username!;
        // Even where an operator has given the right back.
        await api.Execute($"grant temporary on database {new NpgsqlConnectionStringBuilder(api.Database).Database} "
            + $"to {login}");
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await Run(connection, Attack);
        foreach (var table in await Names("select relname from pg_class where relrowsecurity"))
            await Run(connection, $"""
                create temp view {table} as
                select t.* from (select pg_temp.take() as taken offset 0) as attack
                left join public.{table} as t on attack.taken
                """);
        foreach (var function in await Names(
            $"{Definers} and p.prorettype <> 'void'::regtype and p.pronargs < 2"))
            await Run(connection, $"select * from public.{function.Replace("timestamp with time zone", "now()")}");
        (await api.Count($"select count(*) from pg_roles where rolname = '{login}' and rolsuper")).ShouldBe(0);
    }

    [Fact]
    public async Task The_functions_answer_for_every_shop_all_the_same()
    {
        var shop = (await FilledShop.In(api)).Shop;
        await using var source = await Login();
        await using var command = source.CreateCommand(
            $"select count(*) from shops_to_scan() where shop_id = {shop.ShopKey}");
        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(1L);
    }

    /// <summary>A login as production has it.</summary>
    private async Task<NpgsqlDataSource> Login()
    {
        var name = $"served_{Guid.NewGuid():n}";
        await api.Execute($"create role {name} login in role sc_app");
        return NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(api.Database) { Username = name, Pooling = false }.ConnectionString);
    }

    private async Task<List<string>> Names(string sql)
    {
        var names = new List<string>();
        await using var command = api.Owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) names.Add(reader.GetString(0));
        return names;
    }

    private static async Task<string> State(NpgsqlDataSource source, string sql)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync();
            await Run(connection, sql);
            return "";
        }
        catch (PostgresException error)
        {
            return error.SqlState;
        }
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
