using Npgsql;
using SocialCommerce.Kernel;

namespace SocialCommerce.Api;

/// <summary>Two questions without a key: does the process run, and can it serve.</summary>
public static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Whether the process has still to make what it promises its callers before they come.</summary>
    internal sealed class Opening
    {
        public volatile bool UnderWay;
    }

    /// <summary>The answer to both questions, when it is yes.</summary>
    public sealed record Result(string Status);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => new Result("live")).ExcludeFromDescription();
        routes.MapGet("/health/ready", async (Db db, Opening opening, CancellationToken cancel) =>
            {
                if (opening.UnderWay)
                    throw new Refused(503, "STARTING", "The sandbox shop is being made.") { RetryAfterSeconds = 1 };
                await Ready(db, cancel);
                return new Result("ready");
            })
            .ExcludeFromDescription();
    }

    private static async Task Ready(Db db, CancellationToken cancel)
    {
        try
        {
            // A connection that hangs is given up by waiting no longer: it may not even hear a cancellation.
            await db.First<long>(0, MigratedSql, new { }, cancel).WaitAsync(Patience, cancel);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            throw new Refused(503, "NOT_MIGRATED", "The database has not been migrated.") { RetryAfterSeconds = 1 };
        }
    }

    private const string MigratedSql = "select count(*) from (select from shops limit 0) as nothing";
}
