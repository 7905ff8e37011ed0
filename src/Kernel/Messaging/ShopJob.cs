using Microsoft.Extensions.Hosting;

namespace SocialCommerce.Kernel.Messaging;

/// <summary>
/// Background work for the shops in which something is due. One shop in trouble stops no other, and is looked at again.
/// </summary>
/// <param name="time">The machine's clock.</param>
/// <param name="pause">Between two looks.</param>
public abstract class ShopJob(TimeProvider time, TimeSpan pause) : BackgroundService
{
    /// <summary>The shops in which something is due, by the clock of each.</summary>
    protected abstract Task<List<Shop>> Due(DateTimeOffset machineTime, CancellationToken cancel);

    /// <summary>Does all that is due in a shop.</summary>
    protected abstract Task Run(Shop shop, CancellationToken cancel);

    /// <summary>Logs that something was not done, and will be later.</summary>
    protected abstract void LogFailure(Exception error);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var shops = await Due(Timestamps.Micro(time.GetUtcNow()), stoppingToken);
                foreach (var shop in shops) await Try(shop, stoppingToken);
            }
            catch (Exception error)
            {
                if (!stoppingToken.IsCancellationRequested) LogFailure(error);
            }
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Try(Shop shop, CancellationToken cancel)
    {
        try
        {
            await Run(shop, cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            LogFailure(error);
        }
    }
}
