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
        var numbers = standing.Numbers();
        var above = upline.List;
        var bought = journey.First is { Orders: > 0 } ? 1 : 0;
        var volumes = new List<Volume>
        {
            new(above[0].Key, Team1: numbers.Own, Team2: numbers.Team1, Team3: numbers.Team2, Buyers: bought),
        };
        if (above.Count > 1) volumes.Add(new Volume(above[1].Key, Team2: numbers.Own, Team3: numbers.Team1));
        if (above.Count > 2) volumes.Add(new Volume(above[2].Key, Team3: numbers.Own));
        volumes.RemoveAll(volume => volume is { Team1: 0, Team2: 0, Team3: 0, Buyers: 0 });

        var writing = work.Batch();
        writing.Add(work.ShopId, volumes);
        var isPartner = standing.SeqNow > 0;
        if (isPartner) writing.CountBound(work.ShopId, childKey, above[0].Key);
        await writing.Run(work.Cancel);
        return isPartner;
    }
}
