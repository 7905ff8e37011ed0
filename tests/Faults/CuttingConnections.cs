using Npgsql;
using Shouldly;
using Xunit;

namespace SocialCommerce.FaultTests;

/// <summary>
/// Every write whose connection to PostgreSQL is cut, at each of its trips and at its COMMIT, has its one effect when
/// it is sent again: the rows that it leaves are those of the same write undisturbed. After a cut at the COMMIT a draft
/// or a version of a setting, which no id of the caller's protects, may be there twice; nothing that counts money is.
/// </summary>
public sealed class CuttingConnections(TestApi api) : IClassFixture<TestApi>
{
    private const int Tries = 20;

    // What is looked at and folded in the background, at its own pace.
    private static readonly string[] Background =
        ["write_probes", "tier_reviews", "member_tier_reviews", "backtests", "backtested_orders", "partner_volume"];

    private static readonly string[] Money =
    [
        "movements", "accruals", "orders", "refunds", "order_amendments", "adjustments", "adjustment_decisions",
        "statements", "settlement_runs", "payout_batches", "payouts", "payout_transfers", "chargebacks",
        "dividend_runs", "waiting_events", "customers",
    ];

    [Theory]
    [InlineData(CuttingProxy.CommitAnswered, 30)]
    [InlineData(1, 60)]
    [InlineData(2, 30)]
    [InlineData(3, 15)]
    public async Task A_write_that_is_cut_has_its_one_effect_when_it_is_sent_again(int point, int leastCuts)
    {
        await using var proxy = new CuttingProxy(new NpgsqlConnectionStringBuilder(api.Database).Host!);
        var instance = await api.Instance(database: new NpgsqlConnectionStringBuilder(api.Database)
        {
            Host = "127.0.0.1",
            Port = proxy.Port,
        }.ConnectionString);
        var (calm, cut) = (await FilledShop.In(api), await FilledShop.In(api));
        var there = cut.Shop.Through(instance);
        foreach (var body in ValidBodies.All.Where(body => body.Scoped))
        {
            var (method, about) = (new HttpMethod(body.Method), $"{body.Method} {body.Pattern} cut at {point}");
            var expected = await Effect(calm.Shop, () => Send(calm.Shop, method, calm.Fill(body.Pattern), body.Json));
            var found = await Effect(cut.Shop, async () =>
            {
                proxy.CutAt(point);
                var answer = await Send(there, method, cut.Fill(body.Pattern), body.Json);
                proxy.Disarm();
                for (var tries = 0; answer.Status == 503 && tries < Tries; tries++)
                    answer = await Send(there, method, cut.Fill(body.Pattern), body.Json);
                return answer;
            });
            found.Status.ShouldBeLessThan(500, about);
            (found.Status / 100).ShouldBe(expected.Status / 100, about);
            Counted(found.Rows).ShouldBe(Counted(expected.Rows), about);
        }
        proxy.Cuts.ShouldBeGreaterThanOrEqualTo(leastCuts);
        (await cut.Shop.FailedChecks()).ShouldBe(await calm.Shop.FailedChecks());

        IEnumerable<string> Counted(IEnumerable<(string Table, long Added)> rows) => rows
            .Where(row => point != CuttingProxy.CommitAnswered || Money.Contains(row.Table))
            .Select(row => $"{row.Table}+{row.Added}");
    }

    /// <summary>By an idempotency key where the operation reads one, as a client that tries again does.</summary>
    private static async Task<Answer> Send(TestShop shop, HttpMethod method, string path, string json)
    {
        var answer = await shop.Send(method, path, json, [("Idempotency-Key", $"{method} {path}")]);
        return answer is { Status: 400, Code: "IDEMPOTENCY_KEY_NOT_READ" }
            ? await shop.Send(method, path, json, [])
            : answer;
    }

    private async Task<(int Status, List<(string Table, long Added)> Rows)> Effect(
        TestShop shop, Func<Task<Answer>> send)
    {
        var before = await Rows(shop);
        var answer = await send();
        var after = await Rows(shop);
        return (answer.Status, [.. after.Where(table => table.Value != before[table.Key])
            .Select(table => (table.Key, table.Value - before[table.Key]))]);
    }

    private async Task<SortedDictionary<string, long>> Rows(TestShop shop)
    {
        var names = string.Join(", ", Background.Select(name => $"'{name}'"));
        await using var listing = api.Owner.CreateCommand($"""
            select string_agg(format('select %L as name, count(*) as rows from %I where shop_id = {shop.ShopKey}',
                c.relname, c.relname), ' union all ')
            from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attname = 'shop_id'
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not in ({names})
            """);
        await using var counting = api.Owner.CreateCommand((string)(await listing.ExecuteScalarAsync())!);
        await using var reader = await counting.ExecuteReaderAsync();
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync()) rows[reader.GetString(0)] = reader.GetInt64(1);
        return rows;
    }
}
