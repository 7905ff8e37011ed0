namespace SocialCommerce.Payouts.Reconciliation;

/// <summary>A customer on a list, with the payee, the approved account and the settled balance.</summary>
internal sealed record PaidCustomer(
    long CustomerKey, string CustomerId, long? PayeeKey, string? Kind, bool Verified, long? AccountKey, long Settled);
