using System.Globalization;
using System.Threading.RateLimiting;

namespace SocialCommerce.Kernel.Limits;

/// <summary>A number of requests in a window of time, for each caller by itself.</summary>
/// <param name="name">The limit's name in the <c>RateLimit</c> headers.</param>
/// <param name="requests">How many in a window.</param>
/// <param name="window">The window.</param>
public sealed class Limit<TCaller>(string name, int requests, TimeSpan window) : IDisposable
    where TCaller : notnull
{
    private readonly PartitionedRateLimiter<TCaller> _limiter = PartitionedRateLimiter.Create<TCaller, TCaller>(
        caller => RateLimitPartition.GetFixedWindowLimiter(caller, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = requests,
            Window = window,
        }));

    /// <summary>Counts one request.</summary>
    /// <exception cref="ProblemException">429 RATE_LIMITED, when nothing is left.</exception>
    public void Take(TCaller caller, HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(caller);
        if (!lease.IsAcquired) throw Refusal(context, lease);
    }

    /// <summary>Refuses where nothing is left, and counts nothing.</summary>
    /// <exception cref="ProblemException">429 RATE_LIMITED.</exception>
    public void RequireLeft(TCaller caller, HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(caller, 0);
        if (!lease.IsAcquired) throw Refusal(context, lease);
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();

    private ProblemException Refusal(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : window;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        var headers = context.Response.Headers;
        headers[RateLimits.PolicyHeader] = string.Create(
            CultureInfo.InvariantCulture, $"\"{name}\";q={requests};w={(int)window.TotalSeconds}");
        headers[RateLimits.Header] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r=0;t={seconds}");
        return CommonProblems.RateLimited.Because(
            $"Too many requests (limit '{name}'); wait as long as Retry-After says.", retryAfterSeconds: seconds);
    }
}
