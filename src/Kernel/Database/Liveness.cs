using System.Diagnostics;
using Npgsql;

namespace SocialCommerce.Kernel.Database;

/// <summary>
/// Long SQL has no short time limit, and a network that swallows bytes reports nothing. While an answer is awaited the
/// server is asked over another connection whether it still works on it; when it does not, the answer is lost.
/// </summary>
internal static class Liveness
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // An answer may be on its way for a moment after the server has ended its work.
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(5);

    /// <summary>Runs the work, and gives it up when its answer is lost.</summary>
    /// <exception cref="AnswerLostException">The server has answered, or ended, and nothing has arrived.</exception>
    public static async Task<T> Over<T>(
        Usage usage, Db probe, Func<Usage, CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var done = new CancellationTokenSource();
        var watching = Watch(usage, probe, giveUp, done.Token);
        try
        {
            return await work(usage, giveUp.Token);
        }
        catch (Exception error) when (giveUp.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new AnswerLostException(error);
        }
        finally
        {
            await done.CancelAsync();
            await watching;
        }
    }

    private static async Task Watch(
        Usage usage, Db probe, CancellationTokenSource giveUp, CancellationToken done)
    {
        var pid = usage.Connection.ProcessID;
        while (true)
        {
            await Task.Delay(Pause, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (done.IsCancellationRequested) return;
            if (usage.AwaitingSince is not (> 0 and var since) || Stopwatch.GetElapsedTime(since) < OnItsWay) continue;
            if (await Works(usage, probe, pid, done) || done.IsCancellationRequested) continue;
            if (usage.AwaitingSince == since) await giveUp.CancelAsync();
        }
    }

    /// <summary>Whether the server works on it; not where it cannot be asked either.</summary>
    private static async Task<bool> Works(Usage usage, Db probe, int pid, CancellationToken done)
    {
        // Behind a pooler the number is the pooler's own.
        if (usage.Pool.Settings is { Count: > 0 }) return true;
        try
        {
            return await probe.First<bool>(
                0, WorksSql, new { pid, seconds = (int)OnItsWay.TotalSeconds }, done).WaitAsync(OnItsWay, done);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    // A role that may not see another session's state assumes that it works as long as it exists.
    private const string WorksSql = """
        select exists (
            select from pg_stat_activity
            where pid = @pid and (state is null or state in ('active', 'fastpath function call')
                or clock_timestamp() - state_change < make_interval(secs => @seconds)))
        """;
}
