using SocialCommerce.Kernel;

namespace SocialCommerce.Payouts;

/// <summary>A bill that the database knows.</summary>
internal sealed record KnownTransfer(long BillKey, string BillNo, string CustomerId, long Net, long Tax, string State);
