namespace SocialCommerce.Membership.Privileges;

/// <summary>A privilege that a member can use now.</summary>
/// <param name="Code" example="member-price">The shop's own code.</param>
/// <param name="Kind"><c>price</c>, <c>consumption</c>, <c>service</c> or <c>identity</c>.</param>
/// <param name="Name" example="Member price">What people read.</param>
/// <param name="Value" example="5 % off">In words, for people.</param>
/// <param name="Grant">What it gives, for the storefront.</param>
/// <param name="Limits">How often a member may use it; unlimited without it.</param>
/// <param name="Left" example="3">Uses that the limits leave now; absent where it is unlimited.</param>
public sealed record MemberPrivilege(
    string Code, string Kind, string Name, string? Value, PrivilegeGrant? Grant, PrivilegeLimits? Limits, int? Left)
{
    internal static MemberPrivilege Of(Privilege privilege, int? left) => new(
        privilege.Code, privilege.Kind, privilege.Name, privilege.Value, privilege.Grant, privilege.Limits, left);
}
