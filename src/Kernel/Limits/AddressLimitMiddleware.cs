using Microsoft.AspNetCore.RateLimiting;

namespace SocialCommerce.Kernel.Limits;

/// <summary>Before authentication: how much one address may send.</summary>
public sealed class AddressLimitMiddleware(RequestDelegate next, RateLimits limits)
{
    /// <summary>Counts the request, or refuses it with 429.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is null)
            limits.Address.Take(RateLimits.AddressOf(context), context);
        return next(context);
    }
}
