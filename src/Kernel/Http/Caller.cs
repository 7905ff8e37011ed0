using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Kernel.Http;

/// <summary>Who calls: the shop behind the key of this request, and the person where it is an operator's.</summary>
public sealed class Caller
{
    private Shop? _shop;

    /// <summary>The shop; only endpoints of a shop's own key may ask.</summary>
    public Shop Shop
    {
        get => _shop ?? throw new InvalidOperationException("This endpoint is not called with a shop's key.");
        set => _shop = value;
    }

    /// <summary>The shop where a shop's key called, else null.</summary>
    public Shop? Known => _shop;

    /// <summary>The named person; null for a backend's key, and for the platform's.</summary>
    public Person? Person { get; set; }

    /// <summary>The key itself; null for the platform's.</summary>
    public long? KeyId { get; set; }

    /// <summary>
    /// The person, who must hold one of the roles; any person where none is named. What an endpoint always asks for
    /// stands on the endpoint (<see cref="AllowedCallers"/>); this is for what depends on the request or the shop.
    /// </summary>
    /// <exception cref="Refused">403 PERSON_REQUIRED or ROLE_MISSING.</exception>
    public Person RequirePerson(params IReadOnlyCollection<string> roles)
    {
        if (Person is null)
            throw new Refused(403, "PERSON_REQUIRED", "This needs a named person: use an operator's key.");
        if (roles.Count > 0 && !Person.Holds(roles))
            throw new Refused(
                403, "ROLE_MISSING", $"This needs one of the roles {string.Join(", ", roles)}; the key's person "
                    + "has none of them.");
        return Person;
    }
}

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
