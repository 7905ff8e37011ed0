using System.Threading.RateLimiting;

namespace SocialCommerce.Kernel.Limits;

/// <summary>The turns of the expensive operations of one instance.</summary>
public sealed class ExpensiveWork(RateLimitSettings settings, TimeProvider time) : IDisposable
{
    private const int RetryAfterSeconds = 5;

    private readonly PartitionedRateLimiter<long> _perShop = PartitionedRateLimiter.Create<long, long>(
        shop => RateLimitPartition.GetConcurrencyLimiter(shop, _ => Options(1, settings.ExpensiveWaiting)));

    // A shop stands in this queue at most once, whatever it sends.
    private readonly ConcurrencyLimiter _here = new(Options(settings.ExpensiveAtOnce, int.MaxValue));

    /// <summary>Runs one operation of a shop when its turn has come.</summary>
    /// <exception cref="ProblemException">429 SHOP_BUSY, when too many wait, or for too long.</exception>
    public async Task Run(HttpContext context, long shopId, RequestDelegate next)
    {
        using var patience = new CancellationTokenSource(settings.Patience, time);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.RequestAborted);
        using var own = await Turn(_perShop.AcquireAsync(shopId, 1, waiting.Token), patience.Token);
        using var here = await Turn(_here.AcquireAsync(1, waiting.Token), patience.Token);
        await next(context);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _perShop.Dispose();
        _here.Dispose();
    }

    private static async Task<RateLimitLease> Turn(ValueTask<RateLimitLease> coming, CancellationToken patience)
    {
        try
        {
            var lease = await coming;
            if (lease.IsAcquired) return lease;
            lease.Dispose();
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // It waited long enough.
        }
        throw CommonProblems.ShopBusy.Because(
            "Expensive operations of this shop run one at a time, and too many wait; send this one again later.",
            retryAfterSeconds: RetryAfterSeconds);
    }

    private static ConcurrencyLimiterOptions Options(int permits, int queue) => new()
    {
        PermitLimit = permits,
        QueueLimit = queue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    };
}
