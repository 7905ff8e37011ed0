namespace SocialCommerce.Payouts.Settings;

/// <summary>SQL: the states of a payout transfer, by what they mean for its money.</summary>
internal static class TransferStates
{
    /// <summary>SQL: the states of transfers that failed finally, or that came back.</summary>
    internal const string NotPaid = "('failed', 'expired', 'cancelled', 'returned')";
}
