namespace SocialCommerce.Kernel.Identities;

/// <summary>How many identities of a kind are known.</summary>
public sealed record IdentityCount(string Kind, long Known);
