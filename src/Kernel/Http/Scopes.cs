namespace SocialCommerce.Kernel.Http;

/// <summary>What a key may do.</summary>
public static class Scopes
{
    public const string All = "*";
    public const string ShopRead = "shop:read";
    public const string ShopWrite = "shop:write";
    public const string TouchpointsRead = "touchpoints:read";
    public const string TouchpointsWrite = "touchpoints:write";
    public const string CustomersRead = "customers:read";
    public const string CustomersWrite = "customers:write";
    public const string OrdersRead = "orders:read";
    public const string OrdersWrite = "orders:write";
    public const string ProductsRead = "products:read";
    public const string ProductsWrite = "products:write";
    public const string MembershipRead = "membership:read";
    public const string MembershipWrite = "membership:write";
    public const string ReferralsRead = "referrals:read";
    public const string ReferralsWrite = "referrals:write";
    public const string CommissionsRead = "commissions:read";
    public const string CommissionsWrite = "commissions:write";
    public const string AuditLogRead = "audit-log:read";
    public const string PayoutsRead = "payouts:read";
    public const string PayoutsWrite = "payouts:write";

    /// <summary>Every scope, for validation and for the OpenAPI document.</summary>
    public static readonly IReadOnlyList<string> Known =
    [
        All, ShopRead, ShopWrite, TouchpointsRead, TouchpointsWrite, CustomersRead, CustomersWrite, OrdersRead,
        OrdersWrite, ProductsRead, ProductsWrite, MembershipRead, MembershipWrite, ReferralsRead, ReferralsWrite,
        CommissionsRead, CommissionsWrite, AuditLogRead, PayoutsRead, PayoutsWrite,
    ];

    /// <summary>Whether a scope lets a key change anything.</summary>
    public static bool Changes(string scope) => scope.EndsWith(":write", StringComparison.Ordinal);
}
