using SocialCommerce.Membership.GamePlays;
using SocialCommerce.Membership.PointLots;
using SocialCommerce.Membership.Points;

namespace SocialCommerce.Membership.GameTeams;

/// <summary>The points of a team's rank for one of its members, given under the member's lock.</summary>
public sealed class RewardedWinner
{
    private readonly PendingRows<long> _customer;
    private readonly LotInputs _lots;
    private readonly PendingSetting<PutMembershipSettings.Body> _settings;
    private readonly PendingRows<long> _next;
    private readonly PendingRows<WaitingWinner> _waiting;

    /// <summary>Adds the lock and the reads.</summary>
    public RewardedWinner(SqlBatch batch, long shopId, string customerId, DateTimeOffset now)
    {
        _customer = batch.FindBuyer(shopId, customerId);
        batch.LockBuyer(shopId);
        _lots = LotInputs.Of(batch.Membership, shopId);
        _settings = batch.InForce(PutMembershipSettings.Setting, shopId);
        _next = batch.Membership.NextRewards(1);
        // Another instance may have been faster.
        _waiting = batch.Membership.WaitingWinner(shopId, now, customerId);
    }

    /// <summary>Whether the member still waits.</summary>
    public bool Waits => _waiting.First is not null;

    /// <summary>Adds the writes.</summary>
    public void Write(MembershipBatch batch, PostingContext posting, string timeZone)
    {
        var (winner, customer) = (_waiting.First!, _customer.First);
        var balance = batch.Expire(posting, customer, _lots.At(posting.RecordedAt));
        batch.Give(
            posting, new Reward(_next.First, winner.GameKey, customer, winner.Points) { Rank = winner.Rank },
            balance.Debt, _settings.Content, timeZone);
    }
}
