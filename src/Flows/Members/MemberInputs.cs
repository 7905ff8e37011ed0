using SocialCommerce.Flows.Amendments;
using SocialCommerce.Ladder.Amendments;
using SocialCommerce.Ladder.Journeys;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Membership.Earning;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Members;

/// <summary>
/// All that some customers have bought and given back, and what they were given for it, as membership takes it. A flow
/// reads it when an event is not the latest of its customer, or takes something back; what the flow has written in its
/// own transaction is in it.
/// </summary>
internal sealed class MemberInputs
{
    private readonly MemberCatalogue _catalogue;
    private readonly PendingRows<Purchase> _orders;
    private readonly PendingRows<PurchaseLine> _lines;
    private readonly PendingRows<PurchaseRefund> _refunds;
    private readonly PendingRows<AmendedStates> _amended;
    private readonly PendingRows<GrantRow> _grants;
    private readonly PendingRows<GivenTierRow> _given;
    private readonly Lazy<ILookup<long, Purchase>> _byCustomer;
    private readonly Lazy<ILookup<long, PurchaseLine>> _linesOf;
    private readonly Lazy<ILookup<long, PurchaseRefund>> _refundsOf;
    private readonly Lazy<Dictionary<long, AmendedState[]>> _statesOf;
    private readonly Lazy<Dictionary<long, GrantRow>> _grantOf;
    private readonly Lazy<ILookup<long, Giving>> _givenBy;

    /// <summary>Adds the reading to a batch.</summary>
    /// <param name="products">Products of which to look for lines that have given nothing yet.</param>
    public MemberInputs(
        SqlBatch batch, long shopId, MemberCatalogue catalogue, long[] customerKeys,
        IReadOnlyCollection<string> products)
    {
        _catalogue = catalogue;
        _orders = batch.Ladder.Purchases(shopId, customerKeys);
        _lines = batch.Ladder.PurchaseLines(shopId, [.. products]);
        _refunds = batch.Ladder.PurchaseRefunds(shopId);
        _amended = batch.Ladder.AmendedStates(shopId);
        _grants = batch.Membership.GrantsOfCarried(shopId);
        _given = batch.Membership.GivenTiersOfCarried(shopId);
        _byCustomer = new(() => _orders.List.ToLookup(order => order.CustomerKey));
        _linesOf = new(() => _lines.List.ToLookup(line => line.OrderKey));
        _refundsOf = new(() => _refunds.List.ToLookup(refund => refund.OrderKey));
        _statesOf = new(() => _amended.List.ToDictionary(one => one.OrderKey, one => one.States));
        _grantOf = new(() => _grants.List.ToDictionary(grant => grant.OrderKey));
        _givenBy = new(() => _given.List.ToLookup(row => row.OrderKey, row => row.Giving));
    }

    /// <summary>One customer's history, in a round trip of its own.</summary>
    public static async Task<MemberInputs> Read(
        ShopTransaction transaction, MemberCatalogue catalogue, long customerKey)
    {
        var batch = transaction.Batch();
        var inputs = new MemberInputs(batch, transaction.ShopId, catalogue, [customerKey], []);
        await batch.Run(transaction.Cancel);
        return inputs;
    }

    /// <summary>A customer's orders with their refunds and amendments, as they are recorded.</summary>
    public List<PastOrder> Of(long customerKey) => Of(customerKey, known => known);

    /// <summary>The same after one more refund, which is not recorded yet, of an order with these lines.</summary>
    public List<PastOrder> With(long customerKey, IReadOnlyList<PurchaseLine> lines, PurchaseRefund refund) =>
        Of(customerKey, known => known.Order.OrderKey != refund.OrderKey ? known : known with
        {
            // Of an amended order the lines as they were first reported are read.
            Lines = known.States.Count > 0 ? known.Lines : lines,
            Refunds = [.. known.Refunds, refund],
        });

    /// <summary>The same without one of the refunds.</summary>
    public List<PastOrder> Without(long customerKey, string refundId) => Of(customerKey, known => known with
    {
        Refunds = [.. known.Refunds.Where(refund => refund.RefundId != refundId)],
    });

    /// <summary>The same with additional tiers that no record gave before.</summary>
    public List<PastOrder> With(long customerKey, ILookup<long, Giving> missing) => Of(customerKey, known => known with
    {
        Gives = [.. known.Gives.Concat(missing[known.Order.OrderKey]).OrderBy(giving => giving.LineNo)],
    });

    /// <summary>The same after one more amendment, which is not recorded yet.</summary>
    public List<PastOrder> With(
        long customerKey, long orderKey, OrderAmendmentOutcome amended, IReadOnlyList<GrantTerms> terms,
        IReadOnlyCollection<Giving> gives) =>
        Of(customerKey, known => known.Order.OrderKey != orderKey ? known : known with
        {
            Lines = amended.ToPurchaseLines(orderKey),
            States = amended.States,
            Amended = terms,
            Gives = [.. known.Gives, .. gives],
        });

    /// <summary>The same as points are judged.</summary>
    public List<JudgedOrder> Judged(long customerKey) =>
        [.. Known(customerKey).Select(known => new JudgedOrder(known.ToPast(_catalogue), known.Grant?.TermsAfter(0)))];

    /// <summary>What other facts change of a customer's orders, the earliest order first.</summary>
    public List<PointCorrection> Corrections(long customerKey, IReadOnlyDictionary<long, EarningFacts> facts) =>
    [
        .. from known in Known(customerKey)
            let grant = known.Grant
            where grant?.Basis is not null && grant.Facts != facts[grant.OrderKey]
            let judged = grant with { Facts = facts[grant.OrderKey] }
            let order = (known with { Grant = judged }).ToPast(_catalogue)
            orderby order.At, order.OrderKey
            select new PointCorrection(
                order, judged.Facts!, judged.PointsNow, order.Stands.Points - judged.PointsLeft),
    ];

    /// <summary>The lines of an order that have given a tier.</summary>
    public IReadOnlySet<int> Given(long orderKey) =>
        _givenBy.Value[orderKey].Select(giving => giving.LineNo).ToHashSet();

    /// <summary>Tiers that lines of a customer's orders give by now, and have not given.</summary>
    public ILookup<long, Giving> Missing(long customerKey) => (
        from order in _byCustomer.Value[customerKey]
        let known = _givenBy.Value[order.OrderKey].Select(giving => giving.LineNo).ToHashSet()
        from line in _linesOf.Value[order.OrderKey]
        where !known.Contains(line.LineNo)
        let tier = _catalogue.GivenBy(line.ProductId, order.PaidAt)
        where tier is not null
        select (order.OrderKey, Giving: new Giving(
            line.LineNo, tier.TierId, tier.ValidityDays, Math.Max(1, Quantity.Whole(line.Quantity)),
            tier.UpgradeBps)))
        .ToLookup(one => one.OrderKey, one => one.Giving);

    private List<PastOrder> Of(long customerKey, Func<KnownOrder, KnownOrder> change) =>
        [.. Known(customerKey).Select(known => change(known).ToPast(_catalogue))];

    private IEnumerable<KnownOrder> Known(long customerKey) => _byCustomer.Value[customerKey].Select(
        order => new KnownOrder(
            order, [.. _linesOf.Value[order.OrderKey]], [.. _refundsOf.Value[order.OrderKey]],
            _statesOf.Value.GetValueOrDefault(order.OrderKey) ?? [],
            _grantOf.Value.GetValueOrDefault(order.OrderKey), null, [.. _givenBy.Value[order.OrderKey]]));

    /// <summary>All that is known of an order.</summary>
    private sealed record KnownOrder(
        Purchase Order, IReadOnlyList<PurchaseLine> Lines, IReadOnlyCollection<PurchaseRefund> Refunds,
        IReadOnlyList<AmendedState> States, GrantRow? Grant, IReadOnlyList<GrantTerms>? Amended,
        IReadOnlyList<Giving> Gives)
    {
        public PastOrder ToPast(MemberCatalogue catalogue)
        {
            var first = States.Count == 0 ? Gives : [.. Gives.Where(one => Lines[one.LineNo - 1].AddedIn is null)];
            var past = new PastOrder(
                Order.OrderKey, Order.OrderId, Order.At, Grant?.PointsNow ?? 0, Grant?.Growth ?? 0, first, [],
                Grant?.ValueMinor ?? 0);
            if (Refunds.Count == 0 && States.Count == 0) return past;
            var bought = first.ToList();
            var refunds = new List<PastRefund>();
            foreach (var step in Rests.After(Order.At, Lines, Refunds, States))
            {
                List<Giving>? more = step.Amends ? [.. More(bought, step.Worths)] : null;
                bought.AddRange(more ?? []);
                refunds.Add(new PastRefund(
                    step.Id, step.At, TermsAfter(step.Amendments)?.After(Left(step.Lines)) ?? default,
                    UnitsLeft(bought, step.Lines), catalogue.RefundsAt(step.RecordedAt), more));
            }
            return past with { Refunds = refunds };
        }

        private GrantTerms? TermsAfter(int amendments) =>
            amendments == 0 || Amended is null ? Grant?.TermsAfter(amendments) : Amended[amendments - 1];

        /// <summary>Units of lines that give a tier, beyond those that were bought before.</summary>
        private IEnumerable<Giving> More(List<Giving> bought, IReadOnlyList<LineWorth> lines) =>
            from giving in Gives
            let units = Quantity.Whole(lines[giving.LineNo - 1].Quantity)
                - bought.Where(one => one.LineNo == giving.LineNo).Sum(one => one.Units)
            where units > 0
            select giving with { Units = units };

        /// <summary>What is left of each purchase; of a line's units the latest go first.</summary>
        private static List<long> UnitsLeft(List<Giving> bought, LineRest[] lines)
        {
            var rest = bought.Select(one => one.LineNo).Distinct()
                .ToDictionary(line => line, line => lines[line - 1].UnitsLeft);
            return bought.ConvertAll(one =>
            {
                var units = Math.Min(one.Units, rest[one.LineNo]);
                rest[one.LineNo] -= units;
                return units;
            });
        }
    }

    /// <summary>What is left of lines, as membership takes it.</summary>
    public static LineLeft[] Left(IEnumerable<LineRest> rests) => [.. rests.Select(rest =>
        new LineLeft(rest.LineNo, rest.LeftMinor, rest.LeftMinor, rest.ValueMinor, rest.UnitsLeft))];
}
