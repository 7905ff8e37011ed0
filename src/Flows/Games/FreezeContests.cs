using SocialCommerce.Flows.Honours;
using SocialCommerce.Membership.GameTeams;

namespace SocialCommerce.Flows.Games;

/// <summary>
/// Freezes the standings of team contests once, by the clock of the shop, and gives the members of the teams on
/// rewarded ranks their points, each once. What counts was recorded before the freezing was due, whenever the job comes
/// to it. What is due stands in the tables: a crash leaves nothing out, and two instances share the work.
/// </summary>
internal sealed partial class FreezeContests(Db db, HonoursSchedule pace, ILogger<FreezeContests> log)
    : ShopJob(pace.Time, pace.Pause)
{
    /// <summary>More customers with a score than any contest has members.</summary>
    internal const int MostScores = 1_000_000;

    private const int MostWinners = 500;

    /// <inheritdoc/>
    protected override Task<List<Shop>> Due(DateTimeOffset machineTime, CancellationToken cancel) =>
        db.ContestShops(machineTime, cancel);

    /// <inheritdoc/>
    protected override async Task Run(Shop shop, CancellationToken cancel)
    {
        // An order or a choice of a team under way may have read the clock before the freezing was due.
        await db.UntilEnded(shop.Id, pace.Time, cancel);
        while (await Freeze(shop, cancel))
        {
            // The next contest of the shop.
        }
        while (await Reward(shop, cancel))
        {
            // The next winners.
        }
    }

    /// <inheritdoc/>
    protected override void LogFailure(Exception error) => LogFailure(log, error);

    private Task<bool> Freeze(Shop shop, CancellationToken cancel) => db.Long.Write(shop.Id, async transaction =>
    {
        var now = await Now(transaction, shop);
        var looking = transaction.Batch();
        var due = looking.Membership.DueContest(shop.Id, now);
        await looking.Run(cancel);
        if (due.First is not { } contest) return false;
        var counting = transaction.Batch();
        var choices = counting.Membership.TeamChoices(shop.Id, contest.GameKey);
        counting.JoinWholeTables();
        var scores = counting.Scores(
            contest.Terms.Contest!.Metric, shop.Id, contest.Terms.Window(shop.TimeZone), MostScores);
        counting.JoinSingleRows();
        await counting.Run(cancel);

        var standings = Standings.Of(contest.Terms.Contest.TeamIds, choices.List, scores.List);
        var writes = transaction.Batch();
        writes.Membership.Freeze(shop.Id, contest, standings);
        writes.Announce(
            new PostingContext(shop.Id, contest.FreezesAt!.Value, now), "contest.frozen", new { contest.GameId });
        await writes.Commit(cancel);
        return true;
    }, cancel);

    private async Task<bool> Reward(Shop shop, CancellationToken cancel)
    {
        var winners = await db.Write(shop.Id, async transaction =>
        {
            var now = await Now(transaction, shop);
            var batch = transaction.Batch();
            batch.Membership.EndContests(shop.Id, now);
            var waiting = batch.Membership.WaitingWinners(shop.Id, now, MostWinners);
            await batch.Commit(cancel);
            return waiting.List;
        }, cancel);
        foreach (var winner in winners)
            await db.Write(shop.Id, transaction => Give(transaction, shop, winner.CustomerId), cancel);
        return winners.Count > 0;
    }

    private async Task<bool> Give(ShopTransaction transaction, Shop shop, string customerId)
    {
        var now = await Now(transaction, shop);
        var reads = transaction.Batch();
        var winner = new RewardedWinner(reads, shop.Id, customerId, now);
        await reads.Run(transaction.Cancel);
        if (!winner.Waits) return false;
        var batch = transaction.Batch();
        winner.Write(batch.Membership, new PostingContext(shop.Id, now, now), shop.TimeZone);
        await batch.Commit(transaction.Cancel);
        return true;
    }

    private async Task<DateTimeOffset> Now(ShopTransaction transaction, Shop shop)
    {
        var clock = transaction.Batch();
        var state = clock.ShopState(shop.Id);
        await clock.Run(transaction.Cancel);
        return state.First!.Now(shop, pace.Time);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A team contest was not frozen or rewarded, and will be later")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
