using SocialCommerce.Commissions.Partners;
using SocialCommerce.Ladder.Lifecycles;
using SocialCommerce.Ladder.Reports;
using SocialCommerce.Membership.PointLots;
using SocialCommerce.Membership.TierOutlooks;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Worklists;

/// <summary>Reads a page of each worklist.</summary>
/// <param name="transaction">The transaction of the report.</param>
/// <param name="catalogues">The shop's tiers.</param>
/// <param name="asOf">The shop's time.</param>
/// <param name="page">Those after a key, and how many.</param>
internal sealed class WorklistReader(
    ShopTransaction transaction, MemberCatalogues catalogues, DateTimeOffset asOf, (long After, int Take) page)
{
    private long Shop => transaction.ShopId;

    /// <summary>Customers whose next offer begins.</summary>
    public async Task<List<FoundTask>> StepUp()
    {
        var rows = await transaction.ReadyToStepUp(asOf, page);
        return rows.ConvertAll(row => FoundTask.Of(row.CustomerKey, new WorklistTask(
            row.CustomerId, row.NextRung, Rung: row.Rung, NextRung: row.NextRung)));
    }

    /// <summary>Members whose growth is near that of the next tier.</summary>
    public async Task<List<FoundTask>> NearTier(int nearBps)
    {
        var catalogue = await Catalogue();
        var reads = transaction.Batch();
        var rows = reads.Membership.MembersNearTiers(Shop, catalogue, nearBps, page);
        await reads.Run(transaction.Cancel);
        return rows.List.ConvertAll(row => FoundTask.Of(
            row.CustomerKey, row.Near(catalogue, nearBps, asOf) is { } near ? TaskOf(near, near.NextTierId!) : null));
    }

    /// <summary>Members whose tier ends by a time and is not kept.</summary>
    public async Task<List<FoundTask>> TierEnding(DateTimeOffset by)
    {
        var catalogue = await Catalogue();
        var reads = transaction.Batch();
        var rows = reads.Membership.MembersWithEndingTiers(Shop, by, page);
        await reads.Run(transaction.Cancel);
        return rows.List.ConvertAll(row => FoundTask.Of(
            row.CustomerKey,
            row.Ending(catalogue, asOf, by) is { EndsAt: { } end } work ? TaskOf(work, Json.Text(end)) : null));
    }

    /// <summary>Customers who are sleeping.</summary>
    public async Task<List<FoundTask>> Sleeping()
    {
        var rows = await transaction.SleepingCustomers(asOf, page);
        return rows.ConvertAll(row => FoundTask.Of(row.CustomerKey, new WorklistTask(
            row.CustomerId, Json.Text(row.LastPaidAt), row.LostAt, LastPaidAt: row.LastPaidAt)));
    }

    /// <summary>Customers with points that expire by a time.</summary>
    public async Task<List<FoundTask>> PointsExpiring(DateTimeOffset by)
    {
        var reads = transaction.Batch();
        var rows = reads.Membership.CustomersWithExpiringPoints(Shop, asOf, by, page);
        await reads.Run(transaction.Cancel);
        return rows.List.ConvertAll(row => FoundTask.Of(row.CustomerKey, new WorklistTask(
            row.CustomerId, Json.Text(row.ExpiresAt), row.ExpiresAt, Points: row.Points)));
    }

    /// <summary>Applications that wait, the oldest first.</summary>
    public async Task<List<FoundTask>> Applications()
    {
        var reads = transaction.Batch();
        var rows = reads.Commissions.WaitingApplications(Shop, page);
        await reads.Run(transaction.Cancel);
        return rows.List.ConvertAll(row => new FoundTask(row.ApplicationKey, row.CustomerKey, new WorklistTask(
            row.CustomerId, row.ToApplication(asOf).ApplicationId, AppliedAt: row.RecordedAt)));
    }

    private static WorklistTask TaskOf(TierWork work, string occasion) => new(
        work.CustomerId, occasion, work.EndsAt, TierId: work.TierId, NextTierId: work.NextTierId,
        GrowthMissing: work.GrowthMissing);

    private async Task<MemberCatalogue> Catalogue()
    {
        var reads = transaction.Batch();
        var state = reads.ShopState(Shop);
        await reads.Run(transaction.Cancel);
        return await catalogues.Get(transaction, state.First!.SettingsVersion);
    }
}
