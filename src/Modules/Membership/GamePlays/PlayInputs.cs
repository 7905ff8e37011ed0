using SocialCommerce.Membership.Games;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.PointLots;
using SocialCommerce.Membership.Points;

namespace SocialCommerce.Membership.GamePlays;

/// <summary>
/// What a play reads, under the locks of its customer and its game: of several plays each sees what the others left.
/// </summary>
internal sealed class PlayInputs
{
    /// <summary>Adds the locks and the reads.</summary>
    public PlayInputs(SqlBatch reads, long shopId, string gameId, PlayGame.Body body)
    {
        Customer = reads.FindBuyer(shopId, body.CustomerId);
        reads.LockBuyer(shopId);
        Member = reads.Membership.Member(shopId);
        Lots = LotInputs.Of(reads.Membership, shopId);
        Settings = reads.InForce(PutMembershipSettings.Setting, shopId);
        Game = reads.Membership.LockGame(shopId, gameId);
        Known = reads.Membership.Play(shopId, gameId, body.PlayId);
        Own = reads.Membership.OwnPlays(shopId, gameId);
        Wins = reads.Membership.PrizeWins(shopId, gameId);
        NextPlay = reads.Membership.NextPlay();
        NextReward = reads.Membership.NextRewards(1);
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

    /// <summary>The game, locked.</summary>
    public PendingRows<GameRow> Game { get; }

    /// <summary>The play, where it is known.</summary>
    public PendingRows<PlayRow> Known { get; }

    /// <summary>What the customer has played of the game.</summary>
    public PendingRows<OwnPlays> Own { get; }

    /// <summary>What was won of the game.</summary>
    public PendingRows<PrizeWins> Wins { get; }

    /// <summary>The key of the play.</summary>
    public PendingRows<long> NextPlay { get; }

    /// <summary>The key of a reward.</summary>
    public PendingRows<long> NextReward { get; }

    /// <summary>The shop's clock, read after the locks.</summary>
    public PendingRows<ShopState> State { get; }
}
