using System.Globalization;
using Npgsql;

namespace SocialCommerce.Api;

/// <summary>Two questions without a key: does the process run, and can it serve.</summary>
public static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostDifference = TimeSpan.FromSeconds(1);

    /// <summary>Whether the process has still to make what it promises its callers before they come.</summary>
    internal sealed class Opening
    {
        public volatile bool UnderWay;
    }

    /// <summary>The answer to both questions, when it is yes.</summary>
    public sealed record Result(string Status);

    /// <summary>Writes a row now and then; between two tries readiness trusts the last one.</summary>
    internal sealed class WriteProbe(Db db, TimeProvider time)
    {
        private static readonly TimeSpan Trust = TimeSpan.FromSeconds(5);

        private DateTimeOffset _next;

        public async Task Run(CancellationToken cancel)
        {
            var now = time.GetUtcNow();
            if (now < _next) return;
            await db.Write(0, batch => batch.Rows<long>(WriteSql, new { shop = 0L, now }), cancel)
                .WaitAsync(Patience, cancel);
            _next = now + Trust;
        }
    }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => new Result("live")).ExcludeFromDescription().DisableRateLimiting();
        routes.MapGet("/health/ready", async (
                Db db, Opening opening, TimeProvider time, WriteProbe probe, IHostApplicationLifetime lifetime,
                CancellationToken cancel) =>
            {
                if (lifetime.ApplicationStopping.IsCancellationRequested)
                    throw HealthProblems.Stopping.Because("This instance answers what is under way, and then ends.");
                if (opening.UnderWay)
                    throw HealthProblems.Starting.Because("The sandbox shop is being made.", retryAfterSeconds: 1);
                await Ready(db, time, cancel);
                await Writable(probe, cancel);
                return new Result("ready");
            })
            .ExcludeFromDescription().DisableRateLimiting()
            .Problems(
                CommonProblems.StillRunning, HealthProblems.ClockDiffers, HealthProblems.NotMigrated,
                HealthProblems.NotWritable, HealthProblems.Starting, HealthProblems.Stopping);
    }

    private static async Task Ready(Db db, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            var (asked, since) = (time.GetUtcNow(), time.GetTimestamp());
            // A connection that hangs is given up by waiting no longer: it may not even hear a cancellation.
            var database = await db.First<DateTimeOffset>(0, ReadySql, new { }, cancel).WaitAsync(Patience, cancel);
            Compare(database, asked, time.GetElapsedTime(since));
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            throw HealthProblems.NotMigrated.Because("The database has not been migrated.", retryAfterSeconds: 1);
        }
    }

    /// <summary>The database may have read its clock at any moment between question and answer.</summary>
    private static void Compare(DateTimeOffset database, DateTimeOffset asked, TimeSpan taken)
    {
        var ahead = asked - database;
        var behind = database - (asked + taken);
        var most = ahead > behind ? ahead : behind;
        if (most <= MostDifference) return;
        var seconds = most.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        throw HealthProblems.ClockDiffers.Because(
            $"This instance's clock is {seconds} s {(ahead > behind ? "ahead of" : "behind")} the database's.",
            retryAfterSeconds: 1);
    }

    private const string ReadySql = """
        select clock_timestamp() from (select count(*) from (select from shops limit 0) as nothing) as migrated
        """;

    private static async Task Writable(WriteProbe probe, CancellationToken cancel)
    {
        try
        {
            await probe.Run(cancel);
        }
        catch (PostgresException error) when (error.SqlState is not ['5', '7', ..])
        {
            // Class 57 is a server that stops. The message is in the log, with the answer's trace id.
            throw HealthProblems.NotWritable.Because(
                "The database takes no writes.", cause: error, retryAfterSeconds: 5);
        }
    }

    private const string WriteSql = """
        insert into write_probes (shop_id, written_at) values (@shop, @now)
        on conflict (shop_id) do update set written_at = excluded.written_at
        returning shop_id
        """;
}
