using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Kernel.Http;

/// <summary>Who calls: the shop behind the key of this request.</summary>
public sealed class Caller
{
    private Shop? _shop;

    /// <summary>The shop; only endpoints of a shop's own key may ask.</summary>
    public Shop Shop
    {
        get => _shop ?? throw new InvalidOperationException("This endpoint is not called with a shop's key.");
        set => _shop = value;
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

    /// <summary>Every scope, for validation and for the OpenAPI document.</summary>
    public static readonly IReadOnlyList<string> Known =
    [
        All, ShopRead, ShopWrite, TouchpointsRead, TouchpointsWrite, LadderRead, LadderWrite, MembershipRead,
        MembershipWrite, ReferralsRead, ReferralsWrite, CommissionsRead, CommissionsWrite,
    ];
}

/// <summary>On an endpoint: the scope that a key needs, or null where only the platform's key will do.</summary>
public sealed record Needs(string? Scope);

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
            else caller.Shop = await CheckShop(context, key, needs.Scope);
        }
        await next(context);
    }

    private void CheckPlatform(HttpContext context, string key)
    {
        if (!_hasPlatformKey || !CryptographicOperations.FixedTimeEquals(_platformKey, ApiKey.Hash(key)))
            throw Unknown(context);
    }

    private async Task<Shop> CheckShop(HttpContext context, string key, string scope)
    {
        var known = await ring.Recognise(key, context.RequestAborted) ?? throw Unknown(context);
        if (!known.Scopes.Contains(Scopes.All) && !known.Scopes.Contains(scope))
            throw new Refused(403, "SCOPE_MISSING", $"This key lacks the scope {scope}.");
        return known.Shop;
    }

    private static Refused Unknown(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return new Refused(401, "KEY_UNKNOWN", "Send a valid key as 'Authorization: Bearer …'.");
    }
}
