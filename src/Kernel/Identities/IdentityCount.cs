namespace SocialCommerce.Kernel.Identities;

/// <summary>How many identities of a kind are known.</summary>
/// <param name="Kind" example="phone"/>
public sealed record IdentityCount(string Kind, long Known);
