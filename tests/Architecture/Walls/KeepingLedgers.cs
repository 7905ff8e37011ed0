using Npgsql;
using Shouldly;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Walls;

/// <summary>
/// Ledger tables only grow: the role that serves may read and append, and the catalogue says which they are.
/// </summary>
public sealed class KeepingLedgers(TestApi api) : IClassFixture<TestApi>
{
    private const string Ledgers = """
        select c.relname from pg_class c join pg_description d on d.objoid = c.oid and d.objsubid = 0
        where c.relkind = 'r' and d.description like 'ledger:%' order by 1
        """;

    // sc_erasure serves no session; DeclaringPersonalData says which texts its functions may change.
    private const string Changeable = $"""
        select count(*) from ({Ledgers}) as ledger, pg_roles r
        where r.rolname like 'sc\_%' and r.rolname <> 'sc_erasure'
            and (has_table_privilege(r.oid, relname::regclass, 'update, delete, truncate, trigger')
                or has_any_column_privilege(r.oid, relname::regclass, 'update'))
        """;

    [Fact]
    public async Task Update_delete_and_truncate_fail_on_every_ledger_table()
    {
        foreach (var table in await Tables())
        {
            (await State($"update {table} set shop_id = shop_id")).ShouldBe("42501", table);
            (await State($"delete from {table}")).ShouldBe("42501", table);
            (await State($"truncate {table}")).ShouldBe("42501", table);
            (await State($"drop table {table}")).ShouldBe("42501", table);
            (await State($"alter table {table} disable row level security")).ShouldBe("42501", table);
        }
    }

    [Fact]
    public async Task Reading_and_appending_is_allowed_on_every_ledger_table()
    {
        foreach (var table in await Tables())
        {
            (await State($"select * from {table}")).ShouldBe("", table);
            // The audit log is a chain, which its function alone goes on with.
            (await State($"insert into {table} overriding system value select * from {table} limit 0"))
                .ShouldBe(table == "audit_log" ? "42501" : "", table);
        }
    }

    [Fact]
    public async Task No_role_of_the_product_may_change_a_ledger_not_even_one_column() =>
        (await api.Count(Changeable)).ShouldBe(0);

    [Fact]
    public async Task The_money_and_the_histories_are_ledgers()
    {
        var tables = await Tables();
        tables.Count.ShouldBeGreaterThan(10);
        string[] known =
            ["movements", "order_lines", "refund_lines", "referral_edges", "statement_lines", "statements"];
        known.Except(tables).ShouldBeEmpty();
    }

    private async Task<List<string>> Tables()
    {
        var tables = new List<string>();
        await using var command = api.Owner.CreateCommand(Ledgers);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        return tables;
    }

    private async Task<string> State(string sql)
    {
        try
        {
            await using var command = api.Owner.CreateCommand($"set role sc_app; {sql}");
            await command.ExecuteNonQueryAsync();
            return "";
        }
        catch (PostgresException error)
        {
            return error.SqlState;
        }
    }
}
