namespace SocialCommerce.Kernel.Database;

/// <summary>Waits for transactions that may have read what has been changed since.</summary>
public static class RunningTransactions
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Returns when every transaction has ended that had written something before this call. It takes no lock, so no
    /// other transaction waits for it.
    /// </summary>
    public static async Task UntilEnded(this Db db, long shopId, TimeProvider time, CancellationToken cancel)
    {
        var begun = await db.First<string>(shopId, BegunSql, new { }, cancel);
        while (!await db.First<bool>(shopId, EndedSql, new { begun }, cancel)) await Task.Delay(Moment, time, cancel);
    }

    private const string BegunSql = """
        select pg_snapshot_xmax(pg_current_snapshot())::text
        """;

    private const string EndedSql = """
        select pg_snapshot_xmin(pg_current_snapshot()) >= @begun::xid8
        """;
}
