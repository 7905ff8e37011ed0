namespace SocialCommerce.Payouts.Planning;

/// <summary>What stands to be paid to a customer, and whether it may be.</summary>
/// <param name="Due">In statements and not paid out, minor units.</param>
/// <param name="Waiting">Whether another batch that waits for approval holds the person.</param>
internal sealed record PayoutCandidate(
    long CustomerKey, string CustomerId, long Due, bool Waiting, long? PayeeKey, string? Kind, bool Verified,
    bool Agreed, long? AccountKey, DateTimeOffset? UsableFrom, byte[]? Details = null,
    string? ApprovedHash = null)
{
    /// <summary>Whether the account is not the one that was approved for this payee.</summary>
    public bool Altered { get; init; }

    /// <summary>
    /// What is matured and in no statement, booked or not; below 0 after reversals of what statements had settled.
    /// </summary>
    public long Available { get; init; }

    /// <summary>
    /// Of a sum that statements settled, what reversals since have taken back beyond what has matured since. It stays
    /// in the statements' account until later statements have netted it, so that it is neither paid nor netted twice.
    /// </summary>
    public long Reversed(long proposed) => Math.Clamp(-Available, 0, Math.Min(proposed, Due));

    /// <summary>What may be paid of a sum that statements settled.</summary>
    public long Gross(long proposed) => Math.Max(0, Math.Min(proposed, Due)) - Reversed(Math.Max(0, proposed));

    /// <summary>Why nothing may be paid now, or null.</summary>
    /// <param name="least">The shop's least transfer of the channel.</param>
    /// <param name="now">The shop's clock.</param>
    /// <param name="proposed">What is to be paid.</param>
    public string? Obstacle(long least, DateTimeOffset now, long proposed) => this switch
    {
        { PayeeKey: null } => "noPayee",
        { Verified: false } => "notVerified",
        { Agreed: false } => "noAgreement",
        { AccountKey: null } => "noAccount",
        { Altered: true } => "accountAltered",
        _ when UsableFrom > now => "accountPaused",
        { Waiting: true } => "inAnotherBatch",
        _ when Gross(proposed) <= 0 => "nothingToPay",
        _ when Gross(proposed) < least => "belowMinimum",
        _ => null,
    };
}
