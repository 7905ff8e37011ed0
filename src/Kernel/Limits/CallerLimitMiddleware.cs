namespace SocialCommerce.Kernel.Limits;

/// <summary>
/// After authentication: how much one key and one shop may send, and when what is expensive has its turn.
/// </summary>
public sealed class CallerLimitMiddleware(RequestDelegate next, RateLimits limits, ExpensiveWork expensive)
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
        catch (ProblemException refused) when (refused.Status == StatusCodes.Status404NotFound)
        {
            limits.UnknownCodes.Take(shopId, context);
            throw;
        }
    }
}
