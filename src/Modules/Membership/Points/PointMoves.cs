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

    /// <summary>Of a claim: out of the account of the one who gives points, mostly the guest.</summary>
    public static readonly LedgerMove ClaimedFrom = new("claimed", PointsAccount, IssuedAccount, Movement.Points);

    /// <summary>Of a claim: into the account of the one who receives them.</summary>
    public static readonly LedgerMove ClaimedBy = new("claimed", IssuedAccount, PointsAccount, Movement.Points);
}
