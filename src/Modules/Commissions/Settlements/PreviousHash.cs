namespace SocialCommerce.Commissions.Settlements;

/// <summary>The hash of a person's latest statement.</summary>
internal sealed record PreviousHash(long CustomerKey, string Hash);
