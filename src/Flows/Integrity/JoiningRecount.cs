using SocialCommerce.Flows.Joining;
using SocialCommerce.Membership.Joining;

namespace SocialCommerce.Flows.Integrity;

/// <summary>
/// Derives every membership from its orders, contacts, ceremony steps and decisions; in pages of customers. Those that
/// are still to be looked at are passed over.
/// </summary>
internal static class JoiningRecount
{
    private const int CustomersPerPage = 500;

    /// <summary>Memberships that are not what the facts make.</summary>
    public static async Task<List<IntegrityFinding>> Of(ShopTransaction transaction, DateTimeOffset now)
    {
        var findings = new List<IntegrityFinding>();
        for (long? after = 0; after is { } key && findings.Count < IntegrityChecks.Shown;)
        {
            var paging = transaction.Batch();
            paging.JoinSingleRows();
            var page = paging.Membership.FollowedMemberships(transaction.ShopId, key, CustomersPerPage, now);
            await paging.Run(transaction.Cancel);
            var reads = transaction.Batch();
            var inputs = new JoiningInputs(reads, transaction.ShopId, [.. page.List.Select(row => row.CustomerKey)]);
            await reads.Run(transaction.Cancel);
            findings.AddRange(page.List.Select(row => Wrong(row, inputs.Of(row.CustomerKey, row.CustomerId)))
                .OfType<IntegrityFinding>());
            after = page.List.Count == CustomersPerPage ? page.List[^1].CustomerKey : null;
        }
        return findings;
    }

    private static IntegrityFinding? Wrong(MembershipRow row, MemberStatus due) =>
        (row.State, row.PendingAt, row.BegunAt) == (due.State, due.PendingAt, due.BegunAt)
            ? null
            : new IntegrityFinding(
                $"customer {row.CustomerId}",
                $"is {row.State} since {Json.Text(row.BegunAt ?? row.PendingAt)}, "
                    + $"due {due.State} since {Json.Text(due.BegunAt ?? due.PendingAt)}");
}
