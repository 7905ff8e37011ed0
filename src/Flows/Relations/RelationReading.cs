using SocialCommerce.Ladder.Lifecycles;
using SocialCommerce.Membership.Relations;
using SocialCommerce.Referrals.Bindings;

namespace SocialCommerce.Flows.Relations;

/// <summary>Reads what the relations with some customers follow from.</summary>
internal sealed class RelationReading
{
    private readonly PendingRows<RelationFact> _own;
    private readonly PendingRows<PurchaseTime> _purchases;
    private readonly PendingRows<ReferralTime> _referrals;
    private ILookup<long, RelationFact>? _facts;

    /// <summary>Adds the reads.</summary>
    public RelationReading(SqlBatch batch, long shopId, long[] customers)
    {
        _own = batch.Membership.RelationFacts(shopId, customers);
        _purchases = batch.Ladder.PurchaseTimes(shopId, customers);
        _referrals = batch.Referrals.ReferralTimes(shopId, customers);
    }

    private ILookup<long, RelationFact> Facts => _facts ??= _own.List
        .Concat(_purchases.List.Select(one => new RelationFact(one.CustomerKey, RelationKinds.Purchase, one.PaidAt)))
        .Concat(_referrals.List.Select(one => new RelationFact(
            one.CustomerKey, RelationKinds.Referral, one.AcceptedAt)))
        .ToLookup(fact => fact.CustomerKey);

    /// <summary>The rules over what a customer has done.</summary>
    public RelationRules Of(long customerKey, RelationSettings settings, Shop shop) =>
        new(settings, shop.TimeZone, Facts[customerKey]);

    /// <summary>When a customer's membership began, as far as it has not ended.</summary>
    public DateTimeOffset? MemberSince(long customerKey) =>
        Facts[customerKey].FirstOrDefault(fact => fact.Kind == RelationKinds.Ceremony)?.At;

    /// <summary>Whether a customer paid an order after a time and up to another.</summary>
    public bool Bought(long customerKey, DateTimeOffset after, DateTimeOffset upTo) => Facts[customerKey]
        .Any(fact => fact.Kind == RelationKinds.Purchase && fact.At > after && fact.At <= upTo);
}
