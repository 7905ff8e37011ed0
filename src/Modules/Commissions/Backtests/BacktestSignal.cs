namespace SocialCommerce.Commissions.Backtests;

/// <summary>Tells the worker of this process that there is something to do; others find it when they look.</summary>
public sealed class BacktestSignal : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0);

    /// <summary>Rings.</summary>
    public void Ring() => _rung.Release();

    /// <summary>Waits for it, but not longer.</summary>
    public Task Wait(TimeSpan atMost, CancellationToken cancel) => _rung.WaitAsync(atMost, cancel);

    /// <inheritdoc/>
    public void Dispose() => _rung.Dispose();
}
