using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Ladder;
using SocialCommerce.Referrals;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// When somebody who has bought, has a team, or is a partner gets a referrer, the people above gain the sales, the
/// buyer and the partner. Sales and buyers promote nobody: that happens with the next order or refund.
/// </summary>
internal static class TeamUpkeep
{
    /// <summary>
    /// Adds a newly bound person's numbers to the ancestors'. The person is the carried one. Answers whether that is
    /// or was a partner.
    /// </summary>
    public static async Task<bool> Bound(Work work, long childKey)
    {
        var locking = work.Batch();
        locking.TakeRoot(childKey);
        await locking.Run(work.Cancel);

        var reading = work.Batch();
        var upline = reading.Upline(work.ShopId, childKey, Metrics.MaxTeamDepth);
        var standings = reading.Standings(work.ShopId, [childKey], DateTimeOffset.UnixEpoch);
        var journey = reading.Journey(work.ShopId);
        await reading.Run(work.Cancel);

        var standing = standings.First!;
        long[] above = [.. upline.List.Select(ancestor => ancestor.Key)];

        var writing = work.Batch();
        writing.Add(work.ShopId, Volumes.OfBinding(standing.Numbers(), above, journey.First is { Orders: > 0 }));
        var isPartner = standing.SeqNow > 0;
        if (isPartner) writing.CountBound(work.ShopId, childKey, above[0]);
        await writing.Run(work.Cancel);
        return isPartner;
    }
}
