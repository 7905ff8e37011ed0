namespace SocialCommerce.Membership.Tiers;

/// <summary>A version of a tier that names products of which its predecessor said nothing.</summary>
public sealed record NamingVersion(string TierId, int Version, string[] MemberProducts);
