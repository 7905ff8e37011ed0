using System.Collections.Concurrent;

namespace SocialCommerce.Kernel.Messaging;

/// <summary>
/// Tells the background review in this process that a shop has declared what orders before it may already be about: a
/// product's rung, or a product that gives a member tier. The one who declares waits a moment, so that reads after the
/// answer are right wherever few orders are concerned.
/// </summary>
public sealed class DeclarationSignal(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _rung = new(0);
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _reviews = new();

    /// <summary>Rings after the commit, and returns when the shop has been reviewed or patience ends.</summary>
    public async Task Ring(long shopId, CancellationToken cancel)
    {
        var review = _reviews.GetOrAdd(
            shopId, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _rung.Release();
        await Task.WhenAny(review.Task, Task.Delay(Patience, time, cancel));
    }

    /// <summary>
    /// Takes up those who wait, by shop: before the review looks at what is due, to be completed when it is done.
    /// </summary>
    public IReadOnlyDictionary<long, TaskCompletionSource> TakeUp()
    {
        var taken = new Dictionary<long, TaskCompletionSource>();
        foreach (var shopId in _reviews.Keys)
            if (_reviews.TryRemove(shopId, out var review)) taken[shopId] = review;
        return taken;
    }

    /// <summary>Waits to be rung, but not longer.</summary>
    public Task Wait(TimeSpan atMost, CancellationToken cancel) => _rung.WaitAsync(atMost, cancel);

    /// <inheritdoc/>
    public void Dispose() => _rung.Dispose();
}
