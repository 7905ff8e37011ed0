namespace SocialCommerce.Membership.Tiers;

/// <summary>Something that members of a tier have and others don't (特权).</summary>
/// <param name="Code" example="member-price">The shop's own code, unique within the tier.</param>
/// <param name="Kind"><c>price</c>, <c>consumption</c>, <c>service</c> or <c>identity</c>.</param>
/// <param name="Name" example="Member price">What people read.</param>
/// <param name="Value" example="95%">What the storefront needs to grant it, in words of its own.</param>
public sealed record Privilege(string Code, string Kind, string Name, string? Value = null);
