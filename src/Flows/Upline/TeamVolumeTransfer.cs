using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Referrals.Bindings;
using SocialCommerce.Referrals.Uplines;

namespace SocialCommerce.Flows.Upline;

/// <summary>
/// When a customer who has bought, has a team, or is a partner gets a referrer, the people above gain the sales, the
/// buyer and the partner. Sales and buyers cause no promotion here: that happens with the next order or refund.
/// </summary>
internal static class TeamVolumeTransfer
{
    /// <summary>
    /// Adds a newly bound person's numbers to the ancestors'. The person is the carried one. Answers whether that is
    /// or was a partner.
    /// </summary>
    public static async Task<bool> Bound(ShopTransaction transaction, long childKey)
    {
        var locking = transaction.Batch();
        locking.Referrals.LockRoot(childKey);
        await locking.Run(transaction.Cancel);

        var reads = transaction.Batch();
        var upline = reads.Referrals.Upline(transaction.ShopId, childKey, Metrics.MaxTeamDepth);
        var standings = reads.Commissions.PartnerStates(transaction.ShopId, [childKey], DateTimeOffset.UnixEpoch);
        var journey = reads.Ladder.Journey(transaction.ShopId);
        await reads.Run(transaction.Cancel);

        var partner = standings.First!;
        long[] above = [.. upline.List.Select(ancestor => ancestor.Key)];

        var writes = transaction.Batch();
        writes.Commissions.AddVolumes(
            transaction.ShopId, Volumes.OfBinding(partner.Numbers(), above, journey.First is { Orders: > 0 }));
        var isPartner = partner.SeqNow > 0;
        if (isPartner) writes.Commissions.CountBound(transaction.ShopId, childKey, above[0]);
        await writes.Run(transaction.Cancel);
        return isPartner;
    }
}
