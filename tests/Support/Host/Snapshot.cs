
namespace SocialCommerce.TestSupport.Host;

/// <summary>What is in the database, to see that nothing was written.</summary>
public static class Snapshot
{
    /// <summary>The number of rows of every table and a hash of them, once no review of tiers adds to them.</summary>
    public static async Task<string> Of(TestApi api, string where = "")
    {
        await using (var command = api.Owner.CreateCommand(
            "select exists (select from tier_review_shops() as shop where shop.due)"))
        {
            while ((bool)(await command.ExecuteScalarAsync())!) await Task.Delay(20);
        }
        var tables = new List<string>();
        await using (var command = api.Owner.CreateCommand(
            // Backtests and the nightly compliance scan run by themselves, beside whatever is tried.
            "select tablename from pg_tables where schemaname = 'public' and tablename not in "
                + "('schema_migrations', 'backtests', 'backtested_orders', 'compliance_scans') order by 1"))
        {
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        }
        var each = tables.Select(table =>
            $"select '{table}:' || count(*) || ':' || coalesce(sum(hashtext(t::text)), 0) as said " +
            $"from {table} as t {where}");
        await using var all = api.Owner.CreateCommand(
            $"select string_agg(said, E'\\n' order by said) from ({string.Join(" union all ", each)}) as every");
        return (string)(await all.ExecuteScalarAsync())!;
    }
}
