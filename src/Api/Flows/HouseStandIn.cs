using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Referrals;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// The house account in place of a referrer: where it stood when the order was paid. Only shops that have one, and only
/// for buyers without a referrer, read it.
/// </summary>
internal sealed record HouseStandIn(string CustomerId, Standing Standing)
{
    /// <summary>The round trip.</summary>
    public static async Task<HouseStandIn> Read(Work work, HouseAccount house, DateTimeOffset paidAt)
    {
        var batch = work.Batch();
        var standing = batch.Standings(work.ShopId, [house.Key], paidAt);
        await batch.Run(work.Cancel);
        return new HouseStandIn(house.CustomerId, standing.First!);
    }
}
