using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Referrals.Uplines;

namespace SocialCommerce.Flows.Upline;

/// <summary>
/// The people that an order or a refund concerns besides the buyer: the ancestors, each with their state. The SQL runs
/// in the order in which each result feeds the next.
/// </summary>
internal sealed class UplineInputs
{
    /// <summary>Deep enough for a plan that pays three levels; a plan that looks further is read once more.</summary>
    public const int UsualDepth = 5;

    private readonly PendingRows<Ancestor> _ancestors;
    private readonly PendingRows<PersonLock> _alone;
    private readonly PendingRows<PartnerState> _standings;
    private Dictionary<long, PartnerState>? _byKey;
    private PartnerCounts? _counts;

    /// <summary>
    /// Adds the reads; they start from the buyer in the batch variable. A caller that changes no numbers need not claim
    /// the people.
    /// </summary>
    public UplineInputs(SqlBatch batch, long shopId, int depth, DateTimeOffset asOf, bool claims = true)
    {
        _ancestors = batch.Referrals.Upline(shopId, depth);
        _alone = claims ? batch.Commissions.TryLockPeople(shopId) : new PendingRows<PersonLock>();
        _standings = batch.Commissions.PartnerStates(shopId, asOf);
    }

    /// <summary>The ancestors as the tree is now, nearest first.</summary>
    public IReadOnlyList<Ancestor> Ancestors => _ancestors.List;

    /// <summary>
    /// The person without a referrer within the three levels that count: a binding under way could give that person new
    /// ancestors. Null when the three levels are full.
    /// </summary>
    public long? Root(long buyerKey) =>
        Ancestors.Count >= Metrics.MaxTeamDepth ? null : Ancestors.Count > 0 ? Ancestors[^1].Key : buyerKey;

    /// <summary>Where a person of the chain stands.</summary>
    public PartnerState Of(long key) =>
        (_byKey ??= _standings.List.ToDictionary(partner => partner.Key))[key];

    /// <summary>People whose numbers a concurrent order is changing as well.</summary>
    public IEnumerable<long> Shared => _alone.List.Where(alone => !alone.IsAlone).Select(alone => alone.Key);

    /// <summary>People whose sums have grown long enough to be folded.</summary>
    public IEnumerable<long> Unfolded =>
        _standings.List.Where(s => s.Unfolded >= PartnerStateSql.FoldAfter).Select(s => s.Key);

    /// <summary>The ancestors as they were in force at payment: bound by then, or by the order itself.</summary>
    public IEnumerable<Ancestor> InForce(DateTimeOffset paidAt, long orderKey) =>
        Ancestors.TakeWhile(ancestor => ancestor.BoundAt <= paidAt || ancestor.BoundByOrder == orderKey);

    /// <summary>Each person's share in what the buyer's event adds to the numbers.</summary>
    public List<Volume> Volumes(long buyerKey, long value, bool firstOrder) => Commissions.Tiers.Volumes.OfSale(
        buyerKey, [.. Ancestors.Take(Metrics.MaxTeamDepth).Select(ancestor => ancestor.Key)], value, firstOrder);

    /// <summary>Counts direct partners of the people concerned, where the shop's tiers ask for them.</summary>
    public async Task CountPartners(ShopTransaction transaction, CommissionSettings settings, long buyerKey) =>
        _counts = settings.CountsPartners
            ? await transaction.CountPartners(settings.Tiers, [.. Nearest(buyerKey).Select(Of)])
            : null;

    /// <summary>
    /// Who of the buyer, the referrer and that one's referrer reaches a higher tier by what is added; a guest reaches
    /// none.
    /// </summary>
    public List<Promotion> Promotions(
        IReadOnlyList<PartnerTier> tiers, long buyerKey, string buyerId, IReadOnlyCollection<Volume> volumes) =>
        TierPromotion.Of(tiers, Nearest(buyerKey).Select((key, i) => new PromotionCandidate(
            i == 0 ? buyerId : Ancestors[i - 1].CustomerId, Of(key), Ancestors.ElementAtOrDefault(i)?.Key,
            volumes.FirstOrDefault(volume => volume.Key == key))).Skip(Guest.Is(buyerId) ? 1 : 0), _counts);

    /// <summary>Promotions whose referrer was not judged with them.</summary>
    public IEnumerable<Promotion> Highest(IEnumerable<Promotion> promotions) =>
        promotions.Where(promotion => Ancestors.Take(2).All(ancestor => ancestor.Key != promotion.ReferrerKey));

    private IEnumerable<long> Nearest(long buyerKey) =>
        Ancestors.Take(2).Select(ancestor => ancestor.Key).Prepend(buyerKey);
}
