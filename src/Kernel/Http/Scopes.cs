namespace SocialCommerce.Kernel.Http;

/// <summary>What a key may do.</summary>
public static class Scopes
{
    public const string All = "*";
    public const string ShopRead = "shop:read";
    public const string ShopWrite = "shop:write";
    public const string TouchpointsRead = "touchpoints:read";
    public const string TouchpointsWrite = "touchpoints:write";
    public const string LadderRead = "ladder:read";
    public const string LadderWrite = "ladder:write";
    public const string MembershipRead = "membership:read";
    public const string MembershipWrite = "membership:write";
    public const string ReferralsRead = "referrals:read";
    public const string ReferralsWrite = "referrals:write";
    public const string CommissionsRead = "commissions:read";
    public const string CommissionsWrite = "commissions:write";
    public const string ChangesRead = "changes:read";
    public const string PayoutsRead = "payouts:read";
    public const string PayoutsWrite = "payouts:write";

    /// <summary>Every scope, for validation and for the OpenAPI document.</summary>
    public static readonly IReadOnlyList<string> Known =
    [
        All, ShopRead, ShopWrite, TouchpointsRead, TouchpointsWrite, LadderRead, LadderWrite, MembershipRead,
        MembershipWrite, ReferralsRead, ReferralsWrite, CommissionsRead, CommissionsWrite, ChangesRead,
        PayoutsRead, PayoutsWrite,
    ];

    /// <summary>Whether a scope lets a key change anything.</summary>
    public static bool Changes(string scope) => scope.EndsWith(":write", StringComparison.Ordinal);
}
