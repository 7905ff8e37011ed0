using SocialCommerce.Membership.Joining;
using SocialCommerce.Membership.MemberNumbers;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Joining;

/// <summary>
/// Brings memberships up to date with what they are derived from, and announces what has changed, in the transaction of
/// the event. A membership that begins gets its number.
/// </summary>
internal sealed class JoiningUpkeep(MemberCatalogues catalogues)
{
    /// <summary>One customer's membership after what the transaction has written; the caller commits.</summary>
    public async Task<(SqlBatch Writes, MemberStatus Status)> Follow(
        ShopTransaction transaction, ShopState state, Customer customer, DateTimeOffset now)
    {
        var locking = transaction.Batch();
        var row = locking.Membership.LockMembership(transaction.ShopId, customer.Key, customer.CustomerId);
        // After the lock, so that of two that change something the second sees what the first wrote.
        var inputs = new JoiningInputs(locking, transaction.ShopId, [customer.Key]);
        await locking.Run(transaction.Cancel);
        var writes = transaction.Batch();
        var status = (await Keep(transaction, state, writes, [row.First!], inputs, now))[0];
        return (writes, status);
    }

    /// <summary>Writes what these memberships are by now, which the transaction has locked.</summary>
    public async Task<MemberStatus[]> Keep(
        ShopTransaction transaction, ShopState state, SqlBatch writes, IReadOnlyList<MembershipRow> rows,
        JoiningInputs inputs, DateTimeOffset now)
    {
        var posting = new PostingContext(transaction.ShopId, now, now);
        MemberStatus[] statuses = [.. rows.Select(row => inputs.Of(row.CustomerKey, row.CustomerId))];
        for (var i = 0; i < rows.Count; i++) Keep(writes, posting, rows[i], statuses[i]);
        if (inputs.Versions.Numbers is { } rule)
        {
            long[] begun =
            [
                .. rows.Where((row, i) => row.BegunAt is null && statuses[i].BegunAt is not null)
                    .Select(row => row.CustomerKey).Order(),
            ];
            await Number(transaction, state, writes, begun, rule, now);
        }
        return statuses;
    }

    private static void Keep(SqlBatch writes, PostingContext posting, MembershipRow row, MemberStatus status)
    {
        var overdue = status.Open.Where(step => step.DueAt <= posting.RecordedAt).ToList();
        var later = status.Open.FirstOrDefault(step => step.DueAt > posting.RecordedAt);
        var told = row.State == MembershipStates.Pending && row.PendingAt == status.PendingAt ? row.ToldDueAt : null;
        Announce(writes, posting, row, status);
        if (overdue.Count > 0 && !(overdue[^1].DueAt <= told))
        {
            told = overdue[^1].DueAt;
            writes.Announce(posting, "member.ceremonyDue", new
            {
                row.CustomerId,
                overdue[0].DueAt,
                Steps = overdue.Select(step => step.Key),
            });
        }
        writes.Membership.KeepMembership(posting, row.CustomerKey, status, told, later?.DueAt);
    }

    private static void Announce(SqlBatch writes, PostingContext posting, MembershipRow row, MemberStatus status)
    {
        var (before, after) = (row.State, status.State);
        if (before == after) return;
        if (after == MembershipStates.None)
            writes.Announce(posting, "member.membershipEnded", new
            {
                row.CustomerId,
                status.Cause,
                EndedAt = status.Since,
            });
        if (after == MembershipStates.Pending || before == MembershipStates.None)
            AnnounceBeginning(writes, posting, "member.membershipPending", row, status);
        if (after == MembershipStates.Active)
            AnnounceBeginning(writes, posting, "member.membershipBegun", row, status);
    }

    private static void AnnounceBeginning(
        SqlBatch writes, PostingContext posting, string type, MembershipRow row, MemberStatus status)
    {
        if (status.State == MembershipStates.None) return;
        writes.Announce(posting, type, new
        {
            row.CustomerId,
            status.OrderId,
            status.PendingAt,
            status.BegunAt,
        });
    }

    private async Task Number(
        ShopTransaction transaction, ShopState state, SqlBatch writes, long[] customerKeys, NumberRule rule,
        DateTimeOffset now)
    {
        if (customerKeys.Length == 0) return;
        var catalogue = await catalogues.Get(transaction, state.SettingsVersion);
        var reads = transaction.Batch();
        var members = reads.Membership.Members(transaction.ShopId, customerKeys);
        await reads.Run(transaction.Cancel);
        foreach (var key in customerKeys)
        {
            var tier = members.List.Find(member => member.CustomerKey == key)?.TierIdAt(catalogue, now);
            writes.Membership.GiveNumber(transaction.ShopId, key, tier, rule, now);
        }
    }
}
