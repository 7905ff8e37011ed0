using System.Globalization;
using Npgsql;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// Works on replays, one at a time in each instance. All it knows is in the table: a job is taken up under a lease that
/// every page of orders renews, and whoever takes over what was left begins again, so that nothing is counted twice.
/// </summary>
internal sealed partial class RunReplays(
    Db db, CommissionSettingsCache settings, ReplayPace pace, ILogger<RunReplays> log) : BackgroundService
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
                foreach (var shop in await db.ReplayShops(pace.Now, stoppingToken)) await Work(shop, stoppingToken);
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

    private async Task<ReplayRow?> TakeUp(Shop shop, CancellationToken cancel) =>
        (await db.Write(shop.Id, batch => batch.TakeUpReplay(shop.Id, pace.Now, pace.Until), cancel)).First;

    private async Task Work(Shop shop, ReplayRow job, CancellationToken cancel)
    {
        try
        {
            var end = job.Attempt > MaxAttempts
                ? job with { Status = "failed", Problem = $"It was left {MaxAttempts} times." }
                : await Replay(shop, job, cancel);
            if (end is not null) await db.Write(shop.Id, batch => batch.End(shop.Id, end, pace.Now), cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await db.Write(shop.Id, batch => batch.Leave(shop.Id, job), default);
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
    private async Task Fail(Shop shop, ReplayRow job, Exception error, CancellationToken cancel)
    {
        var problem = error switch
        {
            OverflowException => "The sums are too large.",
            Refused refused => refused.Message,
            _ => "A stored order, version or tier list cannot be computed; the server's log has the cause.",
        };
        var end = job with { Status = "failed", Problem = problem };
        await db.Write(shop.Id, batch => batch.End(shop.Id, end, pace.Now), cancel);
    }

    private static bool IsOutage(Exception error) => error is NpgsqlException or TimeoutException;

    /// <summary>The job with its report; null when somebody else has taken it over or cancelled it.</summary>
    private async Task<ReplayRow?> Replay(Shop shop, ReplayRow job, CancellationToken cancel)
    {
        var plan = job.ReadContent();
        var tally = new ReplayTally(plan);
        var (all, telling) = await db.ReadSnapshot(shop.Id, work => Begin(work, job), cancel);
        job = job with { OrdersAll = all.Orders, OrdersRead = 0 };
        for (long after = 0; after < all.Last;)
        {
            var place = new WindowPlace(job.PaidFrom, job.PaidTo, after, all.Last, OrdersPerPage);
            var began = pace.Time.GetTimestamp();
            // Added up outside: a reading that lost its connection is done once more.
            var (page, read, sales) = await db.ReadSnapshot(
                shop.Id, work => Read(work, shop, place, (plan, telling)), cancel);
            if (page.Orders == 0) break;
            var told = telling?.Tell(sales, read.Orders);
            foreach (var order in told?.Select(one => one.Order) ?? read.Orders) tally.Add(order);
            foreach (var assumption in read.Assumptions) tally.Assume(assumption);
            (after, job) = (page.Last, job with { OrdersRead = job.OrdersRead + page.Orders });
            var kept = told?.ConvertAll(one => one.Kept) ?? [];
            if ((await db.Write(shop.Id, batch => batch.Advance(shop.Id, job, pace.Until, kept), cancel)).First == 0)
                return null;
            // Half of the time belongs to those who serve orders.
            await Task.Delay(pace.Time.GetElapsedTime(began), pace.Time, cancel);
        }
        var report = tally.Report(shop, job.Top) with { Holders = telling?.End() };
        return job with { Status = "done", Report = Json.Write(report) };
    }

    private static async Task<(WindowPage All, Retelling? Telling)> Begin(Work work, ReplayRow job)
    {
        var batch = work.Batch();
        var all = batch.AllOrders(work.ShopId);
        await batch.Run(work.Cancel);
        return (all.First!, await Retelling.Begin(work, job));
    }

    /// <summary>A page in a snapshot of its own: nothing holds an old one while the job goes on.</summary>
    private async Task<(WindowPage Page, ReplayReading Read, List<Sale> Sales)> Read(
        Work work, Shop shop, WindowPlace place, (PlanContent Plan, Retelling? Telling) job)
    {
        var batch = work.Batch();
        var state = batch.ShopState(work.ShopId);
        var page = batch.Page(work.ShopId, place);
        var orders = batch.Orders(work.ShopId, place);
        var sales = job.Telling is null
            ? new Rows<Sale>()
            : batch.Sales(work.ShopId, place.After, place.UpTo, place.Limit);
        await batch.Run(work.Cancel);
        var commissions = await settings.Get(work, state.First!.SettingsVersion);
        return (page.First!, await ReplayReading.Read(work, shop, job.Plan, commissions, orders.List), sales.List);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A replay failed and will be taken up again")]
    private static partial void LogFailure(ILogger logger, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "A replay cannot be computed and has failed")]
    private static partial void LogEnd(ILogger logger, Exception error);
}

/// <summary>Orders as a version computes them.</summary>
/// <param name="Orders">With snapshots that hold what it reads.</param>
/// <param name="Assumptions">What could not be known any more.</param>
internal sealed record ReplayReading(IReadOnlyList<ReplayOrder> Orders, IReadOnlyCollection<string> Assumptions)
{
    /// <summary>Reads what is left of the orders, and what their snapshots lack.</summary>
    public static async Task<ReplayReading> Read(
        Work work, Shop shop, PlanContent plan, CommissionSettings settings, IReadOnlyList<WindowOrder> orders)
    {
        if (orders.Count == 0) return new ReplayReading([], []);
        var batch = work.Batch();
        var sums = batch.OrderSums(work.ShopId, [.. orders.Select(order => order.OrderKey)]);
        await batch.Run(work.Cancel);
        var sumsOf = sums.List.ToDictionary(order => order.OrderKey);
        var kept = orders.Select(order => (Order: order, Kept: order.ReadSnapshot())).ToList();
        var full = await FullSnapshots.Read(work, shop, plan, settings, kept);
        var read = kept.Select(one => Of(one.Order, one.Kept, full.Of(one.Order, one.Kept))).ToList();
        return new ReplayReading(read, full.Assumptions);

        ReplayOrder Of(WindowOrder order, Snapshot old, Snapshot snapshot)
        {
            var sums = sumsOf[order.OrderKey];
            return new ReplayOrder(order, old, snapshot, sums.LeftOf(snapshot.Values), sums.LeftOf(old.Values));
        }
    }
}

/// <summary>How fast replays are looked for, and for how long they are left to who works on them.</summary>
public sealed class ReplayPace(IConfiguration configuration, TimeProvider time, ReplayBell bell)
{
    /// <summary>Setting: milliseconds between two looks for jobs that this process has not been told of.</summary>
    public const string Setting = "SOCIALCOMMERCE_REPLAY_PACE_MS";

    private const int Default = 5_000;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>The machine's clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Rung when a job was made in this process.</summary>
    public ReplayBell Bell => bell;

    /// <summary>The machine's time.</summary>
    public DateTimeOffset Now => Instant.Micro(time.GetUtcNow());

    /// <summary>The end of a lease that begins now.</summary>
    public DateTimeOffset Until => Now + Lease;

    /// <summary>Between two looks.</summary>
    public TimeSpan Look { get; } = TimeSpan.FromMilliseconds(
        int.TryParse(configuration[Setting], CultureInfo.InvariantCulture, out var given) && given > 0
            ? given : Default);
}
