using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace SocialCommerce.Kernel.Http;

/// <summary>Before authentication: how much one address may send.</summary>
public sealed class AddressLimiting(RequestDelegate next, RateLimits limits)
{
    /// <summary>Counts the request, or refuses it with 429.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is null)
            limits.Address.Take(RateLimits.AddressOf(context), context);
        return next(context);
    }
}

/// <summary>
/// After authentication: how much one key and one shop may send, and when what is expensive has its turn.
/// </summary>
public sealed class CallerLimiting(RequestDelegate next, RateLimits limits, ExpensiveWork expensive)
{
    /// <summary>Counts the request and runs it, or refuses it with 429.</summary>
    public async Task InvokeAsync(HttpContext context, Caller caller)
    {
        if (caller.Known is not { } shop)
        {
            await next(context);
            return;
        }
        if (caller.KeyId is { } key) limits.Key.Take(key, context);
        limits.Shop.Take(shop.Id, context);
        var metadata = context.GetEndpoint()!.Metadata;
        if (metadata.GetMetadata<Expensive>() is not null) await expensive.Run(context, shop.Id, next);
        else if (metadata.GetMetadata<ResolvesCodes>() is not null) await Resolve(context, shop.Id);
        else await next(context);
    }

    private async Task Resolve(HttpContext context, long shopId)
    {
        limits.UnknownCodes.RequireLeft(shopId, context);
        try
        {
            await next(context);
        }
        catch (Refused refused) when (refused.Status == StatusCodes.Status404NotFound)
        {
            limits.UnknownCodes.Take(shopId, context);
            throw;
        }
    }
}
