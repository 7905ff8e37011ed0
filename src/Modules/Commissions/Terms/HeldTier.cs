namespace SocialCommerce.Commissions.Terms;

/// <summary>A tier that a person holds or has held.</summary>
public sealed record HeldTier(long Key, string Tier);
