using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Referrals.Settings;

namespace SocialCommerce.Flows.Upline;

/// <summary>
/// The house account in place of a referrer: where it stood when the order was paid. Only shops that have one, and only
/// for buyers without a referrer, read it.
/// </summary>
internal sealed record HouseReferrer(string CustomerId, PartnerState Standing)
{
    /// <summary>The round trip.</summary>
    public static async Task<HouseReferrer> Read(ShopTransaction transaction, HouseAccount house, DateTimeOffset paidAt)
    {
        var batch = transaction.Batch();
        var standing = batch.Commissions.PartnerStates(transaction.ShopId, [house.Key], paidAt);
        await batch.Run(transaction.Cancel);
        return new HouseReferrer(house.CustomerId, standing.First!);
    }
}
