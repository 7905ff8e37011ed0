using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace SocialCommerce.Kernel.Http;

/// <summary>
/// Bearer keys: 401 without a valid one, 403 without the scope or the role, 429 for an address that tries many. Runs
/// before the body is read.
/// </summary>
public sealed class ApiKeyMiddleware(
    RequestDelegate next, KeyRing ring, RateLimits limits, IConfiguration configuration)
{
    /// <summary>The environment variable (and setting) that holds the platform's key.</summary>
    public const string PlatformKey = "SOCIALCOMMERCE_PLATFORM_KEY";

    private const string Scheme = "Bearer ";

    private readonly byte[] _platformKey = ApiKey.Hash(configuration[PlatformKey] ?? "");
    private readonly bool _hasPlatformKey = !string.IsNullOrEmpty(configuration[PlatformKey]);

    /// <summary>Lets the request through, or refuses it.</summary>
    public async Task InvokeAsync(HttpContext context, Caller caller)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<RequiredScope>() is { } needs)
        {
            var header = context.Request.Headers.Authorization.ToString();
            var key = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
                ? header[Scheme.Length..].Trim()
                : "";
            if (needs.Scope is null) CheckPlatform(context, key);
            else await CheckShop(context, caller, key, needs.Scope);
            metadata.GetMetadata<RequiredCallers>()?.Check(caller);
        }
        await next(context);
    }

    private void CheckPlatform(HttpContext context, string key)
    {
        if (!_hasPlatformKey || !CryptographicOperations.FixedTimeEquals(_platformKey, ApiKey.Hash(key)))
            throw Unknown(context, key);
    }

    private async Task CheckShop(HttpContext context, Caller caller, string key, string scope)
    {
        if (!ring.HasSeen(key)) limits.WrongKeys.RequireLeft(RateLimits.AddressOf(context), context);
        var known = await ring.Recognise(key, context.RequestAborted) ?? throw Unknown(context, key);
        (caller.Shop, caller.Person, caller.KeyId) = (known.Shop, known.Person, known.KeyId);
        if (!known.Allows(context.Connection.RemoteIpAddress))
            throw AccessProblems.AddressNotAllowed.Because("This key is limited to other addresses.");
        if (!known.Scopes.Contains(Scopes.All) && !known.Scopes.Contains(scope))
            throw AccessProblems.ScopeMissing.Because($"This key lacks the scope {scope}.");
        if (known.Person is { OnlyReads: true } reader && Scopes.Changes(scope))
            throw AccessProblems.RoleMissing.Because($"{reader.Name} is an auditor and changes nothing.");
    }

    private ProblemException Unknown(HttpContext context, string key)
    {
        if (key.Length > 0) limits.WrongKeys.Take(RateLimits.AddressOf(context), context);
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return AccessProblems.KeyUnknown.Because("Send a valid key as 'Authorization: Bearer …'.");
    }
}
