using SocialCommerce.Flows.Members;
using SocialCommerce.Ladder.Journeys;
using SocialCommerce.Membership.Earning;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Integrity;

/// <summary>
/// Recomputes every buyer's membership, and since when the journey says that there is one, from the orders and refunds
/// in the order of their own times; in pages of customers.
/// </summary>
internal static class MemberRecount
{
    private const int CustomersPerPage = 500;

    /// <summary>Members whose row or journey is not what the events make.</summary>
    public static async Task<List<IntegrityFinding>> Of(
        ShopTransaction transaction, Shop shop, MemberCatalogue catalogue, DateTimeOffset now)
    {
        var findings = new List<IntegrityFinding>();
        for (long after = 0; findings.Count < IntegrityChecks.Shown;)
        {
            var paging = transaction.Batch();
            paging.JoinSingleRows();
            var page = paging.Ladder.Buyers(transaction.ShopId, after, CustomersPerPage);
            await paging.Run(transaction.Cancel);
            if (page.List.Count == 0) break;
            long[] keys = [.. page.List];
            var batch = transaction.Batch();
            var rows = batch.Membership.Members(transaction.ShopId, keys);
            var journeys = batch.Ladder.JourneyMembers(transaction.ShopId, keys);
            var inputs = new MemberInputs(batch, transaction.ShopId, catalogue, keys, []);
            var doubted = batch.Membership.DoubtedPoints(transaction.ShopId, keys);
            await batch.Run(transaction.Cancel);
            var (rowOf, memberAt) = (
                rows.List.ToDictionary(row => row.CustomerKey, row => row.Row),
                journeys.List.ToDictionary(journey => journey.CustomerKey, journey => journey.MemberAt));
            foreach (var key in keys)
                if (Wrong(rowOf.GetValueOrDefault(key), memberAt.GetValueOrDefault(key), inputs.Of(key)) is { } wrong)
                    findings.Add(new IntegrityFinding($"customer key {key}", wrong));
            // The review has not come to the others yet.
            foreach (var key in keys.Except(doubted.List))
                if (Misjudged(inputs, key, rowOf.GetValueOrDefault(key)) is { } wrong)
                    findings.Add(new IntegrityFinding($"customer key {key}", wrong));
            after = keys[^1];
        }
        return findings;

        string? Wrong(MemberRow? row, DateTimeOffset? memberAt, List<PastOrder> orders)
        {
            var (due, entries) = MemberRules.Fold(orders, catalogue);
            if (row is null) return "has bought, and is no member row";
            if ((row.Growth, row.Points) != (due.Growth, due.Points))
                return $"has growth {row.Growth} and {row.Points} points, due {due.Growth} and {due.Points}";
            // The review has not come to it yet.
            if (row.AsOf is null) return null;
            if (!row.HasTiersOf(due))
                return $"has tiers {Tiers(row)}, due {Tiers(due)}";
            if ((row.AsOf - due.AsOf)?.Duration() > ShopState.AllowedSkew)
                return $"is counted up to {Json.Text(row.AsOf)}, due {Json.Text(due.AsOf)}";
            return MemberRules.IsSince(due, catalogue, entries, now, memberAt)
                ? null
                : $"is a member since {Json.Text(memberAt)} by the journey, due {Json.Text(entries
                    .Find(entry => entry.TierId is not null)?.Since)}";
        }

        string? Misjudged(MemberInputs inputs, long key, MemberRow? row)
        {
            var judged = EarningJudgement.Of(inputs.Judged(key), catalogue, row?.Invited, shop.TimeZone);
            return inputs.Corrections(key, judged).FirstOrDefault() is { } late
                ? $"order {late.Order.OrderId} is judged by {Json.Write(late.Facts)}, which makes {late.Points} points"
                : null;
        }
    }

    private static string Tiers(MemberRow row) => Json.Write(new { row.GrowthTier, row.GrowthTierUntil, row.Held });
}
