namespace SocialCommerce.Payouts.Reconciliation;

/// <summary>A transfer that the database knows.</summary>
internal sealed record KnownTransfer(
    long TransferKey, string TransferNo, string CustomerId, long Net, long Tax, string State);
