namespace SocialCommerce.Membership;

/// <summary>The scopes of the module's operations.</summary>
public static class Scopes
{
    public const string MembershipRead = "membership:read";
    public const string MembershipWrite = "membership:write";
}
