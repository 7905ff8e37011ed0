using SocialCommerce.Membership.GamePlays;
using SocialCommerce.Membership.Games;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.PointLots;
using SocialCommerce.Membership.Points;

namespace SocialCommerce.Membership.CheckIns;

/// <summary>What a check-in reads, under the lock of its customer: of several each sees what the others left.</summary>
internal sealed class CheckInInputs
{
    /// <summary>Adds the lock and the reads.</summary>
    public CheckInInputs(SqlBatch reads, long shopId, string gameId, string customerId)
    {
        Customer = reads.FindBuyer(shopId, customerId);
        reads.LockBuyer(shopId);
        Member = reads.Membership.Member(shopId);
        Lots = LotInputs.Of(reads.Membership, shopId);
        Settings = reads.InForce(PutMembershipSettings.Setting, shopId);
        Game = reads.Membership.Game(shopId, gameId);
        Known = reads.Membership.CheckIns(shopId, gameId);
        Given = reads.Membership.StreakRewards(shopId, gameId);
        NextRewards = reads.Membership.NextRewards(GameTerms.MaxStreaks);
        State = reads.ShopState(shopId);
    }

    /// <summary>The customer's key; 0 for an unknown customer.</summary>
    public PendingRows<long> Customer { get; }

    /// <summary>The member row of a customer who has bought.</summary>
    public PendingRows<MemberRow> Member { get; }

    /// <summary>The customer's points.</summary>
    public LotInputs Lots { get; }

    /// <summary>When points begin and end.</summary>
    public PendingSetting<PutMembershipSettings.Body> Settings { get; }

    /// <summary>The game.</summary>
    public PendingRows<GameRow> Game { get; }

    /// <summary>The customer's check-ins by day.</summary>
    public PendingRows<CheckInDay> Known { get; }

    /// <summary>The rewards that the customer has.</summary>
    public PendingRows<GivenReward> Given { get; }

    /// <summary>Keys for as many rewards as there can be.</summary>
    public PendingRows<long> NextRewards { get; }

    /// <summary>The shop's clock, read after the lock.</summary>
    public PendingRows<ShopState> State { get; }
}
