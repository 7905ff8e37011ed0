using System.Collections.Concurrent;

namespace SocialCommerce.Commissions.TierHistory;

/// <summary>Tells who reviews tiers in this process that a shop has something to be looked at again.</summary>
public sealed class TierReviewSignal : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0);
    private readonly ConcurrentDictionary<long, bool> _left = new();

    /// <summary>Rings: there is a new list of tiers.</summary>
    public void Ring() => _rung.Release();

    /// <summary>Rings: what was to follow after a commit was left undone.</summary>
    public void Leave(long shopId)
    {
        Keep(shopId);
        Ring();
    }

    /// <summary>Has a shop looked at again the next time, without ringing.</summary>
    public void Keep(long shopId) => _left[shopId] = true;

    /// <summary>Whether something was left undone; asking takes it up.</summary>
    public bool TakeUp(long shopId) => _left.TryRemove(shopId, out _);

    /// <summary>Waits to be rung, but not longer.</summary>
    public Task Wait(TimeSpan atMost, CancellationToken cancel) => _rung.WaitAsync(atMost, cancel);

    /// <inheritdoc/>
    public void Dispose() => _rung.Dispose();
}
