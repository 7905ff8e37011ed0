using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
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

    /// <summary>The person, who must hold one of the roles; any person where none is named.</summary>
    /// <exception cref="Refused">403 PERSON_REQUIRED or ROLE_MISSING.</exception>
    public Person RequirePerson(params IReadOnlyCollection<string> roles)
    {
        if (Person is null)
            throw new Refused(403, "PERSON_REQUIRED", "This needs a named person: use an operator's key.");
        if (roles.Count > 0 && !Person.Holds(roles))
            throw new Refused(403, "ROLE_MISSING", $"{Person.Name} is none of {string.Join(", ", roles)}.");
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

/// <summary>On an endpoint: the scope that a key needs, or null where only the platform's key will do.</summary>
public sealed record Needs(string? Scope);

/// <summary>On an endpoint: it is for named persons who hold one of the roles; for any, where none is named.</summary>
public sealed record NeedsPerson(IReadOnlyList<string> Roles);

/// <summary>Bearer keys: 401 without a good one, 403 without the scope.</summary>
public sealed class Authentication(RequestDelegate next, KeyRing ring, IConfiguration configuration)
{
    /// <summary>The environment variable (and setting) that holds the platform's key.</summary>
    public const string PlatformKey = "SOCIALCOMMERCE_PLATFORM_KEY";

    private readonly byte[] _platformKey = ApiKey.Hash(configuration[PlatformKey] ?? "");
    private readonly bool _hasPlatformKey = !string.IsNullOrEmpty(configuration[PlatformKey]);

    /// <summary>Lets the request through, or refuses it.</summary>
    public async Task InvokeAsync(HttpContext context, Caller caller)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Needs>() is { } needs)
        {
            var header = context.Request.Headers.Authorization.ToString();
            var key = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : "";
            if (needs.Scope is null) CheckPlatform(context, key);
            else await CheckShop(context, caller, key, needs.Scope);
            if (context.GetEndpoint()?.Metadata.GetMetadata<NeedsPerson>() is { } person)
                caller.RequirePerson(person.Roles);
        }
        await next(context);
    }

    private void CheckPlatform(HttpContext context, string key)
    {
        if (!_hasPlatformKey || !CryptographicOperations.FixedTimeEquals(_platformKey, ApiKey.Hash(key)))
            throw Unknown(context);
    }

    private async Task CheckShop(HttpContext context, Caller caller, string key, string scope)
    {
        var known = await ring.Recognise(key, context.RequestAborted) ?? throw Unknown(context);
        (caller.Shop, caller.Person, caller.KeyId) = (known.Shop, known.Person, known.KeyId);
        if (!known.Scopes.Contains(Scopes.All) && !known.Scopes.Contains(scope))
            throw new Refused(403, "SCOPE_MISSING", $"This key lacks the scope {scope}.");
        if (known.Person is { OnlyReads: true } reader && Scopes.Changes(scope))
            throw new Refused(403, "ROLE_MISSING", $"{reader.Name} is an auditor and changes nothing.");
    }

    private static Refused Unknown(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return new Refused(401, "KEY_UNKNOWN", "Send a valid key as 'Authorization: Bearer …'.");
    }
}
