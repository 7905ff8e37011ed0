using SocialCommerce.Ladder.Cohorts;

namespace SocialCommerce.Ladder.Lifecycles;

/// <summary>Reads the sleeping customers by their keys.</summary>
public static class SleepingSql
{
    /// <summary>Those who are sleeping at a time.</summary>
    /// <param name="transaction">Of a report.</param>
    /// <param name="asOf">The shop's time.</param>
    /// <param name="page">Those after a key, and how many.</param>
    public static async Task<List<SleepingCustomer>> SleepingCustomers(
        this ShopTransaction transaction, DateTimeOffset asOf, (long After, int Take) page)
    {
        var reads = transaction.Batch();
        var settings = reads.InForce(PutLifecycleSettings.Setting, transaction.ShopId);
        await reads.Run(transaction.Cancel);
        var inForce = settings.Content;
        return await transaction.WholeTables(batch => batch.Ladder.Rows<SleepingCustomer>(SleepingByKeySql, new
        {
            shop = transaction.ShopId,
            asOf,
            inForce.UsualCycleDays,
            inForce.DueBps,
            inForce.SleepingBps,
            inForce.LostBps,
            page.After,
            page.Take,
        }));
    }

    private const string SleepingByKeySql = $"""
        with {LifecycleSql.People},
        {LifecycleSql.Staged}
        select c.customer_key, c.customer_id, s.lost_at, s.last_paid_at
        from staged s join customers c on c.shop_id = @shop and c.customer_key = s.customer_key
        where s.stage = '{Lifecycle.Sleeping}' and not c.{Guest.IsGuestId} and c.customer_key > @after
        order by c.customer_key limit @take
        """;
}
