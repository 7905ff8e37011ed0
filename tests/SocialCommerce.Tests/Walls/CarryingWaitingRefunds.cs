using System.Reflection;
using Npgsql;
using Shouldly;
using SocialCommerce.Kernel.Database;
using SocialCommerce.Tests.Host;
using Xunit;

namespace SocialCommerce.Tests.Walls;

/// <summary>Refunds that waited in an older schema wait, or were decided about, as events of the new one.</summary>
public sealed class CarryingWaitingRefunds(TestApi api) : IClassFixture<TestApi>
{
    private const string LastOld = "003_resolutions.sql";

    private const string Old = """
        insert into shops (shop_id, name, currency, time_zone, sandbox, jurisdiction, clock_follows, created_at)
        values (1, 'n', 'GBP', 'UTC', true, 'custom', true, '2010-12-01Z');
        insert into customers (shop_id, customer_key, customer_id, created_at, seen_at)
        values (1, 1, 'C', '2010-12-01Z', '2010-12-01Z');
        insert into orders (shop_id, order_key, order_id, customer_key, paid_at, recorded_at, prices_include_tax,
            value_minor, warnings, answer)
        values (1, 1, 'o1', 1, '2010-12-01Z', '2010-12-01Z', true, 1000, '[]', '');
        insert into refunds (shop_id, refund_key, refund_id, order_id, order_key, status, refunded_at, recorded_at,
            applied_at, content, refusal, answer)
        values (1, 1, 'plain', 'o1', 1, 'applied', '2010-12-02Z', '2010-12-02Z', '2010-12-02Z', '{}', null, ''),
            (1, 2, 'early', 'o2', null, 'waiting', '2010-12-02Z', '2010-12-03Z', null, '{"a": 1}', null, ''),
            (1, 3, 'large', 'o1', 1, 'refused', '2010-12-02Z', '2010-12-02Z', null, '{}', 'OVER_REFUND', ''),
            (1, 4, 'line', 'o1', 1, 'refused', '2010-12-02Z', '2010-12-02Z', null, '{}', 'LINE_UNKNOWN', ''),
            (1, 5, 'moved', 'typo', 1, 'applied', '2010-12-02Z', '2010-12-02Z', '2010-12-04Z', '{}', null, ''),
            (1, 6, 'gone', 'typo', null, 'dismissed', '2010-12-02Z', '2010-12-02Z', null, '{}', null, '');
        insert into refund_resolutions (shop_id, refund_key, action, order_id, amount_minor, reason, resolved_by,
            recorded_at)
        values (1, 5, 'book', 'o1', 7, 'why', 'sue', '2010-12-04Z'),
            (1, 6, 'dismiss', null, null, 'why', 'sue', '2010-12-04Z');
        """;

    [Fact]
    public async Task Each_of_them_keeps_its_state_its_reason_and_its_decision()
    {
        await using (var command = api.Owner.CreateCommand("create database carrying_refunds"))
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(api.Database)
        {
            Database = "carrying_refunds",
            Pooling = false,
        }.ConnectionString);
        await using var database = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        foreach (var (_, sql) in Files(typeof(Db).Assembly)) await Run(database, sql);
        var files = Files(typeof(LadderModule).Assembly);
        foreach (var (name, sql) in files.Where(file => Before(file.Name))) await Run(database, sql, name);
        await Run(database, Old);
        foreach (var (name, sql) in files.Where(file => !Before(file.Name))) await Run(database, sql, name);

        (await Rows(database, """
            select concat_ws(' ', w.identity, w.order_id, w.reason, w.status, w.applied_order_key, d.action,
                d.amount_minor)
            from waiting_events w left join event_resolutions d using (shop_id, event_key) order by w.event_key
            """)).ShouldBe([
                "early o2 orderUnknown waiting", "large o1 exceedsPaid waiting", "line o1 lineUnknown waiting",
                "moved typo orderUnknown applied 1 book 7", "gone typo orderUnknown dismissed dismiss",
            ]);
        (await Rows(database, "select refund_id from refunds order by refund_key")).ShouldBe(["plain", "moved"]);
    }

    private static bool Before(string file) => string.CompareOrdinal(file, LastOld) <= 0;

    private static List<(string Name, string Sql)> Files(Assembly assembly) =>
    [
        .. from resource in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)
           where resource.EndsWith(".sql", StringComparison.Ordinal)
           let start = resource.IndexOf(".Migrations.", StringComparison.Ordinal) + ".Migrations.".Length
           select (resource[start..], new StreamReader(assembly.GetManifestResourceStream(resource)!).ReadToEnd()),
    ];

    private static async Task Run(NpgsqlConnection database, string sql, string? file = null)
    {
        await using var command = database.CreateCommand();
        command.CommandText = sql;
        await Should.NotThrowAsync(command.ExecuteNonQueryAsync(), file);
    }

    private static async Task<List<string>> Rows(NpgsqlConnection database, string sql)
    {
        var rows = new List<string>();
        await using var command = database.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }
}
