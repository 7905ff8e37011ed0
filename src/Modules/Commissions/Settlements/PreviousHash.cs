namespace SocialCommerce.Commissions.Settlements;

/// <summary>The hash of a person's latest statement.</summary>
public sealed record PreviousHash(long CustomerKey, string Hash);
