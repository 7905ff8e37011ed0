namespace SocialCommerce.Commissions;

/// <summary>The scopes of the module's operations.</summary>
public static class Scopes
{
    public const string CommissionsRead = "commissions:read";
    public const string CommissionsWrite = "commissions:write";
}
