namespace SocialCommerce.Commissions.Tiers;

/// <summary>Whether this transaction alone is changing a person's numbers at this moment.</summary>
public sealed record PersonLock(long Key, bool IsAlone);
