namespace SocialCommerce.Payouts.Reconciliation;

/// <summary>A bill that the database knows.</summary>
internal sealed record KnownTransfer(long BillKey, string BillNo, string CustomerId, long Net, long Tax, string State);
