using SocialCommerce.Membership.BadgeAwards;
using SocialCommerce.Membership.Badges;
using SocialCommerce.Membership.Leaderboards;

namespace SocialCommerce.Flows.Honours;

/// <summary>
/// Freezes each period of a leaderboard once, by the clock of its shop, and awards the badges that its ranks earn. What
/// counts was recorded before the freezing was due, whenever the job comes to it. What is due stands in the table: a
/// crash leaves nothing out, and two instances share the work.
/// </summary>
internal sealed partial class FreezeLeaderboards(Db db, HonoursSchedule pace, ILogger<FreezeLeaderboards> log)
    : ShopJob(pace.Time, pace.Pause)
{
    /// <inheritdoc/>
    protected override Task<List<Shop>> Due(DateTimeOffset machineTime, CancellationToken cancel) =>
        db.LeaderboardShops(machineTime, cancel);

    /// <inheritdoc/>
    protected override async Task Run(Shop shop, CancellationToken cancel)
    {
        // An order under way may have read the clock before the freezing was due.
        await db.UntilEnded(shop.Id, pace.Time, cancel);
        while (await Freeze(shop, cancel))
        {
            // The next period of the shop.
        }
    }

    /// <inheritdoc/>
    protected override void LogFailure(Exception error) => LogFailure(log, error);

    private Task<bool> Freeze(Shop shop, CancellationToken cancel) => db.Long.Write(shop.Id, async transaction =>
    {
        var clock = transaction.Batch();
        var state = clock.ShopState(shop.Id);
        await clock.Run(cancel);
        var now = state.First!.Now(shop, pace.Time);
        var looking = transaction.Batch();
        var due = looking.Membership.DueLeaderboard(shop.Id, now);
        await looking.Run(cancel);
        if (due.First is not { } board) return false;
        var counting = transaction.Batch();
        counting.JoinWholeTables();
        var scores = counting.Scores(
            board.Terms.Metric, shop.Id, board.Terms.Window(board.Earliest(), shop.TimeZone), Ranking.MaxEntries + 1);
        counting.JoinSingleRows();
        var badges = counting.Membership.BadgesOfBoard(shop.Id, board.BoardId);
        await counting.Run(cancel);

        var entries = Ranking.Of(scores.List, board.Terms.Places);
        var posting = new PostingContext(shop.Id, board.FreezesAt!.Value, now);
        var writes = transaction.Batch();
        writes.Membership.Freeze(posting, board, shop.TimeZone, entries);
        writes.Announce(posting, "leaderboard.frozen", new { board.BoardId, board.StartsOn });
        var awarded = badges.List.ConvertAll(badge => Award(writes, posting, board, badge, entries));
        await writes.Run(cancel);
        var telling = transaction.Batch();
        foreach (var award in awarded.SelectMany(rows => rows.List)) telling.AnnounceAward(posting, award.Shown);
        await telling.Commit(cancel);
        return true;
    }, cancel);

    private static PendingRows<AwardRow> Award(
        SqlBatch writes, PostingContext posting, Leaderboard board, Badge badge, List<RankedCustomer> entries) =>
        writes.Membership.Award(
            posting, badge,
            [
                .. badge.Terms.Rule!.Of(entries).Select(one =>
                    new ThresholdReached(one.CustomerKey, board.StartsOn, posting.OccurredAt)),
            ]);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A leaderboard was not frozen, and will be later")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
