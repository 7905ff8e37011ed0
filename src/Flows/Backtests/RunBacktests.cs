using Npgsql;
using SocialCommerce.Commissions.Backtests;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Ladder.OrderRecords;

namespace SocialCommerce.Flows.Backtests;

/// <summary>
/// Runs backtests, one at a time in each instance. All its state is in the table: a job runs under a lease that every
/// page of orders renews, and an instance that takes over an abandoned job starts again, so no order is counted twice.
/// </summary>
internal sealed partial class RunBacktests(
    Db db, CommissionSettingsCache settings, BacktestSchedule pace, ILogger<RunBacktests> log) : BackgroundService
{
    private const int MaxAttempts = 5;
    private const int OrdersPerPage = 500;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var shop in await db.BacktestShops(pace.Now, stoppingToken)) await Work(shop, stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(log, error);
            }
            await pace.Bell.Wait(pace.Look, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Work(Shop shop, CancellationToken cancel)
    {
        try
        {
            while (await TakeUp(shop, cancel) is { } job) await Work(shop, job, cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // One shop in trouble stops no other.
            LogFailure(log, error);
        }
    }

    private async Task<BacktestRow?> TakeUp(Shop shop, CancellationToken cancel) =>
        (await db.Write(
            shop.Id, batch => batch.Commissions.TakeUpBacktest(shop.Id, pace.Now, pace.Until), cancel)).First;

    private async Task Work(Shop shop, BacktestRow job, CancellationToken cancel)
    {
        try
        {
            var end = job.Attempt > MaxAttempts
                ? job with { Status = "failed", Problem = $"It was left {MaxAttempts} times." }
                : await Backtest(shop, job, cancel);
            if (end is not null) await db.Write(
                shop.Id, batch => batch.Commissions.End(shop.Id, end, pace.Now), cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await db.Write(shop.Id, batch => batch.Commissions.Leave(shop.Id, job), default);
            throw;
        }
        catch (Exception error) when (IsOutage(error))
        {
            // Its lease ends by itself; until then the jobs after it have their turn.
            LogFailure(log, error);
        }
        catch (Exception error)
        {
            LogEnd(log, error);
            await Fail(shop, job, error, cancel);
        }
    }

    /// <summary>Ends a job that fails again however often it is begun.</summary>
    private async Task Fail(Shop shop, BacktestRow job, Exception error, CancellationToken cancel)
    {
        var problem = error switch
        {
            OverflowException => "The sums are too large.",
            ProblemException refused => refused.Message,
            _ => "A stored order, version or tier list cannot be computed; the server's log has the cause.",
        };
        var end = job with { Status = "failed", Problem = problem };
        await db.Write(shop.Id, batch => batch.Commissions.End(shop.Id, end, pace.Now), cancel);
    }

    private static bool IsOutage(Exception error) => error is NpgsqlException or TimeoutException;

    /// <summary>The job with its report; null when another instance has taken it over or it was cancelled.</summary>
    private async Task<BacktestRow?> Backtest(Shop shop, BacktestRow job, CancellationToken cancel)
    {
        var plan = job.ReadContent();
        var tally = new BacktestTally(plan);
        var (all, telling) = await db.ReadSnapshot(shop.Id, transaction => Begin(transaction, job), cancel);
        job = job with { OrdersAll = all.Orders, OrdersRead = 0 };
        for (long after = 0; after < all.Last;)
        {
            var place = new WindowPlace(job.PaidFrom, job.PaidTo, after, all.Last, OrdersPerPage);
            var began = pace.Time.GetTimestamp();
            // Added up outside: a reading that lost its connection is done once more.
            var (page, read, sales) = await db.ReadSnapshot(
                shop.Id, transaction => Read(transaction, shop, place, (plan, telling)), cancel);
            if (page.Orders == 0) break;
            var told = telling?.Tell(sales, read.Orders);
            foreach (var order in told?.Select(one => one.Order) ?? read.Orders) tally.Add(order);
            foreach (var assumption in read.Assumptions) tally.Assume(assumption);
            (after, job) = (page.Last, job with { OrdersRead = job.OrdersRead + page.Orders });
            var kept = told?.ConvertAll(one => one.Kept) ?? [];
            if ((await db.Write(shop.Id, batch => batch.Commissions.Advance(shop.Id, job, pace.Until, kept), cancel))
                .First == 0)
                return null;
            // Half of the time belongs to those who serve orders.
            await Task.Delay(pace.Time.GetElapsedTime(began), pace.Time, cancel);
        }
        var report = tally.Report(shop, job.Top) with { Holders = telling?.End() };
        return job with { Status = "done", Report = Json.Write(report) };
    }

    private static async Task<(WindowPage All, EventTimeline? Telling)> Begin(
        ShopTransaction transaction, BacktestRow job)
    {
        var batch = transaction.Batch();
        var all = batch.Commissions.AllOrders(transaction.ShopId);
        await batch.Run(transaction.Cancel);
        return (all.First!, await EventTimeline.Begin(transaction, job));
    }

    /// <summary>A page in a snapshot of its own: nothing holds an old one while the job goes on.</summary>
    private async Task<(WindowPage Page, BacktestInputs Read, List<Sale> Sales)> Read(
        ShopTransaction transaction, Shop shop, WindowPlace place, (PlanContent Plan, EventTimeline? Telling) job)
    {
        var batch = transaction.Batch();
        var state = batch.ShopState(transaction.ShopId);
        var page = batch.Commissions.Page(transaction.ShopId, place);
        var orders = batch.Commissions.Orders(transaction.ShopId, place);
        var sales = job.Telling is null
            ? new PendingRows<Sale>()
            : batch.Ladder.Sales(transaction.ShopId, place.After, place.UpTo, place.Limit);
        await batch.Run(transaction.Cancel);
        var commissions = await settings.Get(transaction, state.First!.SettingsVersion);
        return (
            page.First!, await BacktestInputs.Read(transaction, shop, job.Plan, commissions, orders.List), sales.List);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A backtest failed and will be taken up again")]
    private static partial void LogFailure(ILogger logger, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "A backtest cannot be computed and has failed")]
    private static partial void LogEnd(ILogger logger, Exception error);
}
