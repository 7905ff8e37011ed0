using SocialCommerce.Commissions.Balances;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Referrals.Bindings;
using SocialCommerce.Referrals.Uplines;

namespace SocialCommerce.Flows.Upline;

/// <summary>
/// The floors that the people of a chain hold over their direct downlines, from the histories; a round trip of its own,
/// which only plans with floors pay for.
/// </summary>
internal sealed class FloorInputs
{
    private readonly Dictionary<long, EdgeRow> _edges;
    private readonly ILookup<long, HistoryEntry> _tiers;

    private FloorInputs(IEnumerable<EdgeRow> edges, IEnumerable<HistoryEntry> tiers)
    {
        _edges = edges.ToDictionary(edge => edge.ChildKey);
        _tiers = tiers.ToLookup(entry => entry.CustomerKey);
    }

    /// <summary>The round trip for a buyer and the ancestors.</summary>
    public static async Task<FloorInputs> Read(
        ShopTransaction transaction, long buyerKey, IEnumerable<Ancestor> ancestors)
    {
        long[] keys = [buyerKey, .. ancestors.Select(ancestor => ancestor.Key)];
        var batch = transaction.Batch();
        var edges = batch.Referrals.Edges(transaction.ShopId, keys);
        var tiers = batch.Commissions.History(transaction.ShopId, keys);
        await batch.Run(transaction.Cancel);
        return new FloorInputs(edges.List, tiers.List);
    }

    /// <summary>What an ancestor holds over the person directly below.</summary>
    public IReadOnlyList<Floor>? Of(PartnerState upline, PartnerState downline)
    {
        var edge = _edges[downline.Key];
        return Floors.Of(
            new KnownHistory(_tiers[upline.Key], upline.Seq), new KnownHistory(_tiers[downline.Key], downline.Seq),
            new BindingRef(edge.RecordedAt, edge.TransactionId));
    }
}
