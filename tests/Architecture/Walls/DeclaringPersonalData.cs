using Shouldly;
using SocialCommerce.Api;
using SocialCommerce.Kernel.Personal;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Walls;

/// <summary>
/// Every table says whether it is about customers; what an erasure may change is what is declared, and no figure.
/// </summary>
public sealed class DeclaringPersonalData(TestApi api) : IClassFixture<TestApi>
{
    private const string WithCustomers = """
        select distinct k.conrelid::regclass::text from pg_constraint k
        where k.contype = 'f' and k.confrelid = 'customers'::regclass
        union
        select distinct c.table_name from information_schema.columns c
        where c.table_schema = 'public' and c.column_name ~
            '^(customer|guest|giver|taker|parent|child|beneficiary|referrer|inviter|leg|payee)_key$'
        """;

    private const string Changeable = """
        select c.relname || '.' || a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0
            and has_column_privilege('sc_erasure', c.oid, a.attnum, 'update')
        """;

    private const string Deletable = """
        select relname from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r'
            and has_table_privilege('sc_erasure', oid, 'delete')
        """;

    // An erased row is marked with its time.
    private static readonly string[] Marks = ["customers.erased_at", "payees.erased_at", "payee_accounts.erased_at"];

    private static readonly List<PersonalTable> Tables =
        [.. Modules.All.SelectMany(module => module.Personal!.Tables)];

    [Fact]
    public async Task Every_table_is_declared_once_as_one_with_or_without_customers()
    {
        var declared = Tables.Select(table => table.Table)
            .Concat(Modules.All.SelectMany(module => module.Personal!.Others.Keys)).ToList();
        declared.ShouldBeUnique();
        declared.Order(StringComparer.Ordinal).ShouldBe(
            (await Names("select tablename from pg_tables where schemaname = 'public'"))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_table_with_a_customers_key_is_declared_as_one_with_customers() =>
        (await Names(WithCustomers)).Except(Tables.Select(table => table.Table)).ShouldBeEmpty();

    [Fact]
    public void What_stays_has_a_reason_and_what_is_deleted_has_none() =>
        Tables.Where(table => table.IsDeleted == table.Kept is not null).Select(table => table.Table).ShouldBeEmpty();

    [Fact]
    public async Task What_an_erasure_may_change_is_what_is_declared_as_cleared_or_quoting()
    {
        var quoting = Modules.All.SelectMany(module => module.Personal!.Quotes)
            .Select(one => $"{one.Table}.{one.Column}");
        var cleared = Tables.SelectMany(table => table.Cleared.Select(column => $"{table.Table}.{column}"));
        var declared = quoting.Concat(cleared).Concat(Marks).ToHashSet();
        var may = await Names(Changeable);
        may.Except(declared).Except(Elsewhere).ShouldBeEmpty("it may change more than what is declared");
        declared.Except(may).ShouldBeEmpty("it may not change what is declared");
        (await Names(Deletable)).Except(Tables.Where(table => table.IsDeleted).Select(table => table.Table))
            .ShouldBe(["quotes"], "carts that were not bought");
    }

    [Fact]
    public async Task No_figure_of_the_books_is_among_them()
    {
        var may = await Names(Changeable);
        string[] books =
        [
            "movements", "statements", "statement_lines", "month_balances", "audit_log", "order_lines", "accruals",
            "referral_edges", "adjustments",
        ];
        may.Where(column => books.Contains(column.Split('.')[0])).ShouldBeEmpty();
        may.Where(column => column.EndsWith("_minor", StringComparison.Ordinal)
            || column.EndsWith(".amount", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_that_erases_works_without_an_erasure_that_two_persons_have_approved()
    {
        var shop = (await FilledShop.In(api)).Shop;
        foreach (var erases in Modules.All.Select(module => module.Personal!.Erases).OfType<string>())
        {
            await using var connection = await api.App.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = $"select set_config('app.shop_id', '{shop.ShopKey}', false); "
                + erases.Replace("@shop", shop.ShopKey).Replace("@erasure", "(select max(erasure_key) from erasures)");
            (await Should.ThrowAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync()))
                .MessageText.ShouldContain("is under way");
        }
    }

    [Fact]
    public async Task Every_declared_statement_runs_as_the_role_of_its_module()
    {
        foreach (var module in Modules.All)
            foreach (var sql in module.Personal!.Tables.SelectMany(table => new[] { table.ReadSql, table.CountSql }))
            {
                await using var connection = await Npgsql.NpgsqlDataSource.Create($"{api.Database};Pooling=false")
                    .OpenConnectionAsync(TestContext.Current.CancellationToken);
                await using var command = connection.CreateCommand();
                command.CommandText = $"set role {module.Role}; explain " + sql.Replace("@shop", "1::bigint")
                    .Replace("@people", "'{1}'::bigint[]").Replace("@after", "'(0,0)'").Replace("@part", "10");
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }
    }

    // Cleared in tables that are about the shop: an operator's own customers, and what findings say.
    private static readonly string[] Elsewhere =
        ["operators.customer_ids", "compliance_scans.findings", "plan_publications.findings"];

    private async Task<List<string>> Names(string sql)
    {
        var names = new List<string>();
        await using var command = api.Owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) names.Add(reader.GetString(0));
        return names;
    }
}
