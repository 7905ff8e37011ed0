namespace SocialCommerce.Kernel.Http;

/// <summary>Reads the Idempotency-Key of a request and writes answers that were given before.</summary>
public sealed class IdempotencyMiddleware(RequestDelegate next)
{
    /// <summary>Runs the request.</summary>
    public async Task InvokeAsync(HttpContext context, Idempotency idempotency, Caller caller)
    {
        await idempotency.Read(context, caller.Person);
        try
        {
            await next(context);
        }
        catch (IdempotentReplayException replayed)
        {
            context.Response.StatusCode = replayed.Status;
            context.Response.Headers[Idempotency.ReplayedHeader] = "true";
            if (replayed.Location is { } location) context.Response.Headers.Location = location;
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(replayed.Answer, context.RequestAborted);
        }
    }
}
