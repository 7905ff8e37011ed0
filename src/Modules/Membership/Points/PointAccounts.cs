namespace SocialCommerce.Membership.Points;

/// <summary>The ledger's accounts of points, and how points may move.</summary>
internal static class PointAccounts
{
    /// <summary>Shop: points given out.</summary>
    public const string Issued = "pointsIssued";

    /// <summary>Person: points to spend; may be negative after a refund.</summary>
    public const string Held = "points";

    /// <summary>The movements that membership books.</summary>
    public static readonly IReadOnlyList<LedgerMove> Moves =
    [
        new("earned", Issued, Held, Movement.Points), new("takenBack", Held, Issued, Movement.Points),
        new("claimed", Held, Issued, Movement.Points), new("claimed", Issued, Held, Movement.Points),
    ];
}
