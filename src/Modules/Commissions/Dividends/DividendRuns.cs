using SocialCommerce.Commissions.Settings;

namespace SocialCommerce.Commissions.Dividends;

/// <summary>Reads dividend runs with their pools.</summary>
internal static class DividendRuns
{
    /// <summary>A page of the runs, or the one that ends at an instant.</summary>
    public static async Task<List<DividendRun>> Read(
        Db db, Shop shop, CommissionSettingsCache settings, DateTimeOffset? end, DateTimeOffset? after, int take,
        CancellationToken cancel)
    {
        PendingRows<DividendRunRow>? runs = null;
        PendingRows<DividendPoolRow>? pools = null;
        var state = await db.Read(shop.Id, batch =>
        {
            runs = batch.Rows<DividendRunRow>(RunsSql, new { shop = shop.Id, end, after, take });
            pools = batch.Commissions.DividendPools(shop.Id, end);
            return batch.ShopState(shop.Id);
        }, cancel);
        var plans = await settings.Get(shop.Id, state.First!.SettingsVersion, cancel);
        return runs!.List.ConvertAll(run => run.ToRun(shop, pools!.List, plans));
    }

    private const string RunsSql = $"""
        select {DividendRunRow.Columns}
        where r.shop_id = @shop and (@end is null or r.period_end = @end) and (@after is null or r.period_end > @after)
        order by r.period_end limit @take
        """;
}
