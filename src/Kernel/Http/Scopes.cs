namespace SocialCommerce.Kernel.Http;

/// <summary>What a key may do: the scopes of Kernel's own operations. Each module declares its own.</summary>
public static class Scopes
{
    public const string All = "*";
    public const string ShopRead = "shop:read";
    public const string ShopWrite = "shop:write";
    public const string CustomersRead = "customers:read";
    public const string CustomersWrite = "customers:write";
    public const string PersonalDataRead = "personal-data:read";
    public const string PersonalDataWrite = "personal-data:write";
    public const string AuditLogRead = "audit-log:read";

    /// <summary>Every scope of Kernel's.</summary>
    internal static readonly IReadOnlyList<string> Known =
    [
        All, ShopRead, ShopWrite, CustomersRead, CustomersWrite, PersonalDataRead, PersonalDataWrite, AuditLogRead,
    ];

    /// <summary>Whether a scope lets a key change anything.</summary>
    public static bool Changes(string scope) => scope.EndsWith(":write", StringComparison.Ordinal);
}
