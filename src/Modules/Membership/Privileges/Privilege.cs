namespace SocialCommerce.Membership.Privileges;

/// <summary>Something that members of a tier have and others don't (特权).</summary>
/// <param name="Code" example="member-price">
/// The shop's own code, unique within the tier. Tiers that have a privilege in common give it the same code.
/// </param>
/// <param name="Kind"><c>price</c>, <c>consumption</c>, <c>service</c> or <c>identity</c>.</param>
/// <param name="Name" example="Member price">What people read.</param>
/// <param name="Value" example="5 % off">In words, for people.</param>
/// <param name="Grant">What it gives, for the storefront; without it the name and the value say so.</param>
/// <param name="Limits">How often a member may use it; unlimited without it.</param>
public sealed record Privilege(
    string Code, string Kind, string Name, string? Value = null, PrivilegeGrant? Grant = null,
    PrivilegeLimits? Limits = null)
{
    internal static readonly string[] Kinds = ["price", "consumption", "service", "identity"];

    /// <summary>Whether more than the tier decides if a member can use it now.</summary>
    internal bool IsConditional => Limits is not null || Grant?.Type is GrantTypes.MemberDay or GrantTypes.BirthdayGift;
}
