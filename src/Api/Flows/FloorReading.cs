using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Referrals;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// The floors that the people of a chain hold over their direct downlines, from the histories; a round trip of its own,
/// which only plans with floors pay for.
/// </summary>
internal sealed class FloorReading
{
    private readonly Dictionary<long, EdgeRow> _edges;
    private readonly ILookup<long, HistoryEntry> _tiers;

    private FloorReading(IEnumerable<EdgeRow> edges, IEnumerable<HistoryEntry> tiers)
    {
        _edges = edges.ToDictionary(edge => edge.ChildKey);
        _tiers = tiers.ToLookup(entry => entry.CustomerKey);
    }

    /// <summary>The round trip for a buyer and the ancestors.</summary>
    public static async Task<FloorReading> Read(Work work, long buyerKey, IEnumerable<Ancestor> ancestors)
    {
        long[] keys = [buyerKey, .. ancestors.Select(ancestor => ancestor.Key)];
        var batch = work.Batch();
        var edges = batch.Edges(work.ShopId, keys);
        var tiers = batch.History(work.ShopId, keys);
        await batch.Run(work.Cancel);
        return new FloorReading(edges.List, tiers.List);
    }

    /// <summary>What an ancestor holds over the person directly below.</summary>
    public IReadOnlyList<Floor>? Of(Standing upline, Standing downline)
    {
        var edge = _edges[downline.Key];
        return Floors.Of(
            new KnownHistory(_tiers[upline.Key], upline.Seq), new KnownHistory(_tiers[downline.Key], downline.Seq),
            new Bond(edge.RecordedAt, edge.TransactionId));
    }
}
