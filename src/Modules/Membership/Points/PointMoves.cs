namespace SocialCommerce.Membership.Points;

/// <summary>The movements that membership books, and the ledger's accounts of points.</summary>
internal static class PointMoves
{
    /// <summary>Shop: points given out.</summary>
    public const string IssuedAccount = "pointsIssued";

    /// <summary>Person: points to spend; may be negative after a refund.</summary>
    public const string PointsAccount = "points";

    public static readonly LedgerMove Earned = new("earned", IssuedAccount, PointsAccount, Movement.Points);
    public static readonly LedgerMove TakenBack = new("takenBack", PointsAccount, IssuedAccount, Movement.Points);

    /// <summary>Shop: points that customers have spent.</summary>
    public const string SpentAccount = "pointsSpent";

    public static readonly LedgerMove Spent = new("pointsSpent", PointsAccount, SpentAccount, Movement.Points);
    public static readonly LedgerMove Returned = new("pointsReturned", SpentAccount, PointsAccount, Movement.Points);
    public static readonly LedgerMove Given = new("pointsGiven", PointsAccount, IssuedAccount, Movement.Points);
    public static readonly LedgerMove Received = new("pointsReceived", IssuedAccount, PointsAccount, Movement.Points);
    public static readonly LedgerMove Expired = new("pointsExpired", PointsAccount, IssuedAccount, Movement.Points);

    /// <summary>What a play of a game costs; its subject is the play.</summary>
    public static readonly LedgerMove Played = new("pointsPlayed", PointsAccount, SpentAccount, Movement.Points);

    /// <summary>What a game gives; its subject is the reward.</summary>
    public static readonly LedgerMove Won = new("pointsWon", IssuedAccount, PointsAccount, Movement.Points);

    public static readonly LedgerMove Credited = new("pointsAdjusted", IssuedAccount, PointsAccount, Movement.Points);
    public static readonly LedgerMove Debited = new("pointsAdjusted", PointsAccount, IssuedAccount, Movement.Points);

    /// <summary>Of a claim: out of the account of the one who gives points, mostly the guest.</summary>
    public static readonly LedgerMove ClaimedFrom = new("claimed", PointsAccount, IssuedAccount, Movement.Points);

    /// <summary>Of a claim: into the account of the one who receives them.</summary>
    public static readonly LedgerMove ClaimedBy = new("claimed", IssuedAccount, PointsAccount, Movement.Points);
}
