namespace SocialCommerce.Payouts.Planning;

/// <summary>A payout of a batch as it is kept.</summary>
internal sealed record PayoutRow(
    long PayoutKey, long CustomerKey, string CustomerId, long PayeeKey, long AccountKey, string Status, long Proposed,
    string? Reason, string Masked);
