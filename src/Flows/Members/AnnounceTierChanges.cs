using SocialCommerce.Flows.Context;
using SocialCommerce.Membership.Joining;
using SocialCommerce.Membership.MemberNumbers;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.TierNotices;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Members;

/// <summary>
/// Announces once for each change that a member has another tier, whatever changed it, and once for each end that a
/// tier is about to end, by the clock of its shop. What is due stands in the tables: a crash leaves nothing out, and
/// two instances share the work. A shop that has changed its tiers has all of its members looked at.
/// </summary>
internal sealed partial class AnnounceTierChanges(
    Db db, MemberCatalogues catalogues, TierNoticeSchedule pace, ILogger<AnnounceTierChanges> log)
    : ChunkJob(db, pace.Time, pace.Pause)
{
    private const int MembersPerChunk = 100;

    private static readonly SettingPass Pass = new(
        (batch, shopId, machineTime) => batch.Membership.DueTierPass(shopId, machineTime),
        (batch, shopId, after, most, now) => batch.Membership.LookAtTiers(shopId, after, most, now),
        (batch, shopId, versions, again) => batch.Membership.EndTierPass(shopId, versions, again));

    /// <inheritdoc/>
    protected override Task<List<Shop>> Due(DateTimeOffset machineTime, CancellationToken cancel) =>
        Db.TierNoticeShops(machineTime, cancel);

    /// <inheritdoc/>
    protected override async Task Run(Shop shop, CancellationToken cancel)
    {
        await Pass.Run(Db, shop, pace.Time, cancel);
        await base.Run(shop, cancel);
    }

    /// <inheritdoc/>
    protected override void LogFailure(Exception error) => LogFailure(log, error);

    /// <inheritdoc/>
    protected override async Task<bool> Chunk(
        ShopTransaction transaction, Shop shop, ShopState state, DateTimeOffset now)
    {
        var catalogue = await catalogues.Get(transaction, state.SettingsVersion);
        var looking = transaction.Batch();
        var due = looking.Membership.DueNotices(shop.Id, now, MembersPerChunk);
        var joining = looking.InForce(PutJoiningSettings.Setting, shop.Id);
        await looking.Run(transaction.Cancel);
        var notices = due.List.ConvertAll(member => (Member: member, Notice: TierNotice.Of(
            member.Row, member.ToldTier, member.WarnedUntil, catalogue, now)));
        long[] changed = [.. notices.Where(one => one.Notice.Changed).Select(one => one.Member.CustomerKey)];
        var counting = transaction.Batch();
        var inputs = changed.Length == 0
            ? null
            : new MemberInputs(counting, transaction.ShopId, catalogue, changed, []);
        if (inputs is not null) await counting.Run(transaction.Cancel);

        var writes = transaction.Batch();
        var posting = new PostingContext(shop.Id, now, now);
        foreach (var (member, notice) in notices)
        {
            if (notice.Changed)
                AnnounceChange(writes, posting, member, TierTimeline.Of(
                    inputs!.Of(member.CustomerKey), catalogue, now, member.Invited));
            if (notice.Changed && joining.Content.Numbers is { } numbers)
                writes.Membership.FollowTier(shop.Id, member.CustomerKey, notice.TierId, numbers, now);
            if (notice.Ending is { } ending) AnnounceEnding(writes, posting, member, notice.TierId!, ending);
        }
        writes.Membership.KeepNotices(shop.Id, [.. notices.Select(one => (one.Member.CustomerKey, one.Notice))]);
        await writes.Commit(transaction.Cancel);
        return notices.Count == MembersPerChunk;
    }

    /// <summary>With the cause that the history has; that of a guest who was claimed is empty.</summary>
    private static void AnnounceChange(
        SqlBatch writes, PostingContext posting, NoticedMember member, List<TierInterval> history)
    {
        if (history.Count == 0) return;
        var last = history[^1];
        writes.Announce(posting, "member.tierChanged", new
        {
            member.CustomerId,
            last.TierId,
            PreviousTierId = member.ToldTier,
            last.Cause,
            last.Since,
        });
    }

    private static void AnnounceEnding(
        SqlBatch writes, PostingContext posting, NoticedMember member, string tierId, TierEnding ending) =>
        writes.Announce(posting, "member.tierEnding", new
        {
            member.CustomerId,
            tierId,
            EndsAt = ending.At,
            ending.Outcome,
            NextTierId = ending.Follows,
        });

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of tiers were not announced, and will be later")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
