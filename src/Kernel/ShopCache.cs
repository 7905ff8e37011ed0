using System.Collections.Concurrent;

namespace SocialCommerce.Kernel;

/// <summary>
/// A shop's configuration, read once and kept for as long as the shop's settings version stands. The version comes
/// with the first batch of every request, so that a change made on one instance is in the next answer of another.
/// </summary>
public abstract class ShopCache<T>
{
    private readonly ConcurrentDictionary<long, (long Version, T Value)> _shops = new();

    /// <summary>The configuration that goes with <paramref name="settingsVersion"/>.</summary>
    public ValueTask<T> Get(long shopId, long settingsVersion, CancellationToken cancel) =>
        _shops.TryGetValue(shopId, out var kept) && kept.Version == settingsVersion
            ? ValueTask.FromResult(kept.Value)
            : Refresh(shopId, settingsVersion, cancel);

    /// <summary>Reads the configuration from the database.</summary>
    protected abstract Task<T> Load(long shopId, CancellationToken cancel);

    private async ValueTask<T> Refresh(long shopId, long settingsVersion, CancellationToken cancel)
    {
        var value = await Load(shopId, cancel);
        // What was loaded may be newer than the version asked for; the next request then loads it once more.
        _shops[shopId] = (settingsVersion, value);
        return value;
    }
}
