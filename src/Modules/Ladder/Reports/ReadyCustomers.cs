using SocialCommerce.Ladder.Cohorts;
using SocialCommerce.Ladder.ProductLadder;
using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Ladder.Reports;

/// <summary>Reads the customers who are ready to step up, by their keys.</summary>
public static class ReadyCustomers
{
    /// <summary>Those who are ready at a time.</summary>
    /// <param name="transaction">Of a report.</param>
    /// <param name="asOf">The shop's time.</param>
    /// <param name="page">Those after a key, and how many.</param>
    public static async Task<List<ReadyCustomer>> ReadyToStepUp(
        this ShopTransaction transaction, DateTimeOffset asOf, (long After, int Take) page)
    {
        var reads = transaction.Batch();
        var ladder = reads.InForce(LadderContent.Setting, transaction.ShopId);
        var prices = RungPrices.Of(reads, transaction.ShopId);
        await reads.Run(transaction.Cancel);
        var stocked = prices.List.Where(one => one.Product is not null).Select(one => one.Rung).ToHashSet();
        string?[] nexts = [.. new string?[] { null }.Concat(Rungs.All).Select(ladder.Content.After)];
        return await transaction.WholeTables(
            batch => batch.Ladder.ReadyCustomers(transaction.ShopId, nexts, stocked, asOf, page));
    }
}
