namespace SocialCommerce.Payouts;

/// <summary>The scopes of the module's operations.</summary>
public static class Scopes
{
    public const string PayoutsRead = "payouts:read";
    public const string PayoutsWrite = "payouts:write";
}
