using SocialCommerce.Kernel;
using SocialCommerce.Ladder;
using SocialCommerce.Membership;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// All that some customers have bought and given back, and what they were given for it, as membership takes it. A flow
/// reads it when an event is not the latest of its customer, or takes something back; what the flow has written in its
/// own transaction is in it.
/// </summary>
internal sealed class MemberReading
{
    private readonly MemberCatalogue _catalogue;
    private readonly Rows<Purchase> _orders;
    private readonly Rows<PurchaseLine> _lines;
    private readonly Rows<PurchaseRefund> _refunds;
    private readonly Rows<GrantRow> _grants;
    private readonly Rows<GivenTierRow> _given;
    private readonly Lazy<ILookup<long, Purchase>> _byCustomer;
    private readonly Lazy<ILookup<long, PurchaseLine>> _linesOf;
    private readonly Lazy<ILookup<long, PurchaseRefund>> _refundsOf;
    private readonly Lazy<Dictionary<long, GrantRow>> _grantOf;
    private readonly Lazy<ILookup<long, Giving>> _givenBy;

    /// <summary>Adds the reading to a batch.</summary>
    /// <param name="products">Products of which to look for lines that have given nothing yet.</param>
    public MemberReading(
        Batch batch, long shopId, MemberCatalogue catalogue, long[] customerKeys, IReadOnlyCollection<string> products)
    {
        _catalogue = catalogue;
        _orders = batch.Purchases(shopId, customerKeys);
        _lines = batch.PurchaseLines(shopId, [.. products]);
        _refunds = batch.PurchaseRefunds(shopId);
        _grants = batch.GrantsOfCarried(shopId);
        _given = batch.GivenTiersOfCarried(shopId);
        _byCustomer = new(() => _orders.List.ToLookup(order => order.CustomerKey));
        _linesOf = new(() => _lines.List.ToLookup(line => line.OrderKey));
        _refundsOf = new(() => _refunds.List.ToLookup(refund => refund.OrderKey));
        _grantOf = new(() => _grants.List.ToDictionary(grant => grant.OrderKey));
        _givenBy = new(() => _given.List.ToLookup(row => row.OrderKey, row => row.Giving));
    }

    /// <summary>One customer's history, in a round trip of its own.</summary>
    public static async Task<MemberReading> Read(Work work, MemberCatalogue catalogue, long customerKey)
    {
        var batch = work.Batch();
        var reading = new MemberReading(batch, work.ShopId, catalogue, [customerKey], []);
        await batch.Run(work.Cancel);
        return reading;
    }

    /// <summary>A customer's orders with their refunds, as they are recorded.</summary>
    public List<PastOrder> Of(long customerKey) =>
        [.. _byCustomer.Value[customerKey].Select(order => Past(
            order, [.. _linesOf.Value[order.OrderKey]], [.. _refundsOf.Value[order.OrderKey]],
            [.. _givenBy.Value[order.OrderKey]]))];

    /// <summary>The same after one more refund, which is not recorded yet, of an order with these lines.</summary>
    public List<PastOrder> With(long customerKey, IReadOnlyList<PurchaseLine> lines, PurchaseRefund refund) =>
        [.. _byCustomer.Value[customerKey].Select(order => order.OrderKey == refund.OrderKey
            ? Past(
                order, lines, [.. _refundsOf.Value[order.OrderKey], refund], [.. _givenBy.Value[order.OrderKey]])
            : Past(
                order, [.. _linesOf.Value[order.OrderKey]], [.. _refundsOf.Value[order.OrderKey]],
                [.. _givenBy.Value[order.OrderKey]]))];

    /// <summary>The same without one of the refunds.</summary>
    public List<PastOrder> Without(long customerKey, string refundId) =>
        [.. _byCustomer.Value[customerKey].Select(order => Past(
            order, [.. _linesOf.Value[order.OrderKey]],
            [.. _refundsOf.Value[order.OrderKey].Where(refund => refund.RefundId != refundId)],
            [.. _givenBy.Value[order.OrderKey]]))];

    /// <summary>The same after tiers were given that nobody gave before.</summary>
    public List<PastOrder> With(long customerKey, ILookup<long, Giving> missing) =>
        [.. _byCustomer.Value[customerKey].Select(order => Past(
            order, [.. _linesOf.Value[order.OrderKey]], [.. _refundsOf.Value[order.OrderKey]],
            [.. _givenBy.Value[order.OrderKey].Concat(missing[order.OrderKey]).OrderBy(giving => giving.LineNo)]))];

    /// <summary>Tiers that lines of a customer's orders give by now, and have not given.</summary>
    public ILookup<long, Giving> Missing(long customerKey) => (
        from order in _byCustomer.Value[customerKey]
        let known = _givenBy.Value[order.OrderKey].Select(giving => giving.LineNo).ToHashSet()
        from line in _linesOf.Value[order.OrderKey]
        where !known.Contains(line.LineNo)
        let tier = _catalogue.GivenBy(line.ProductId, order.PaidAt)
        where tier is not null
        select (order.OrderKey, Giving: new Giving(
            line.LineNo, tier.TierId, tier.ValidityDays, Quantity.Whole(line.Quantity))))
        .ToLookup(one => one.OrderKey, one => one.Giving);

    private PastOrder Past(
        Purchase order, IReadOnlyList<PurchaseLine> lines, IReadOnlyCollection<PurchaseRefund> refunds,
        IReadOnlyList<Giving> gives)
    {
        var grant = _grantOf.Value.GetValueOrDefault(order.OrderKey);
        var past = new PastOrder(
            order.OrderKey, order.OrderId, order.At, grant?.Points ?? 0, grant?.Growth ?? 0, gives, []);
        return refunds.Count == 0 ? past : past with
        {
            Refunds =
            [
                .. Rests.After(order.At, lines, refunds).Select(one => new PastRefund(
                    one.Refund.RefundId, one.At, grant?.Terms.After(Left(one.Lines)) ?? default,
                    [.. gives.Select(giving => one.Lines[giving.LineNo - 1].UnitsLeft)],
                    _catalogue.RefundsAt(one.Refund.AppliedAt))),
            ],
        };
    }

    /// <summary>What is left of lines, as membership takes it.</summary>
    public static LineLeft[] Left(IEnumerable<LineRest> rests) => [.. rests.Select(rest =>
        new LineLeft(rest.LineNo, rest.LeftMinor, rest.LeftMinor, rest.ValueMinor, rest.UnitsLeft))];
}
