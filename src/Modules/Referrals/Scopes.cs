namespace SocialCommerce.Referrals;

/// <summary>The scopes of the module's operations.</summary>
public static class Scopes
{
    public const string ReferralsRead = "referrals:read";
    public const string ReferralsWrite = "referrals:write";
}
