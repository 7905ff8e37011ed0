using SocialCommerce.Commissions.Terms;
using SocialCommerce.Flows.Orders;
using SocialCommerce.Ladder.Amendments;
using SocialCommerce.Ladder.Journeys;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Products;
using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Amendments;

/// <summary>
/// What an amendment makes of an order, decided without I/O: the order's lines with their worth, the lines of its
/// snapshot, and what it earns its buyer.
/// </summary>
/// <param name="Amendment">The report.</param>
/// <param name="Orders">The order after each of its amendments, by their own times; the last is how it is now.</param>
/// <param name="States">What the lines are worth after each of them.</param>
/// <param name="Lines">The lines as they are now, with everything that has happened to them.</param>
/// <param name="SnapshotLines">The lines of the commission's snapshot as they are now.</param>
/// <param name="Added">The lines that no amendment had named before, with their numbers.</param>
/// <param name="Reading">What it was decided from.</param>
/// <param name="Warnings">What its sender should know.</param>
internal sealed record OrderAmendmentOutcome(
    OrderAmendment Amendment, IReadOnlyList<AmendedOrder> Orders, IReadOnlyList<AmendedState> States,
    IReadOnlyList<LineState> Lines, IReadOnlyList<SnapshotLine> SnapshotLines,
    IReadOnlyList<(int LineNo, AmendedLine Line)> Added,
    AmendmentInputs Reading, IReadOnlyList<OrderWarning> Warnings)
{
    /// <summary>The order as it is now.</summary>
    public AmendedOrder Order => Orders[^1];

    /// <summary>Decides.</summary>
    /// <exception cref="ProblemException">422 where it names another product, or makes more of the order than there
    /// may be.
    /// </exception>
    public static OrderAmendmentOutcome Of(AmendmentInputs inputs, OrderAmendment amendment, DateTimeOffset recordedAt)
    {
        AmendmentInputs.Check(inputs.Rows, amendment);
        var fresh = (amendment.Lines ?? []).Where(line => inputs.Find(line.LineId) is null).ToList();
        string[] added = [.. inputs.AddedIds, .. fresh.Select(line => line.LineId)];
        var known = AmendedOrder.Sorted([.. inputs.Kept.Select(one => one.Content), amendment]).ToList();
        var orders = known.Select((_, i) => AmendedOrder.Of(inputs.Original, added, known.Take(i + 1))).ToList();
        var times = inputs.Kept.ToDictionary(one => one.Content.AmendmentId, one => one.RecordedAt);
        var states = orders.Select((order, i) => new AmendedState(
            known[i].AmendmentId, known[i].AmendedAt, times.GetValueOrDefault(known[i].AmendmentId, recordedAt),
            [.. Worths(inputs, order).Select(AmendedWorth.Of)])).ToList();
        AmendmentInputs.Check(orders[^1]);

        var worths = states[^1].Worths;
        var lines = worths.Select((worth, i) => (i < inputs.Lines.Count
            ? inputs.Lines[i]
            : new LineState(i + 1, added[i - inputs.Original.Lines.Count], 0, 0, 0, null, null, 0, 0, 0)) with
        {
            Quantity = worth.Quantity,
            DueMinor = worth.Due,
            ValueMinor = worth.Value,
            Place = worth.Place,
        }).ToList();
        return new OrderAmendmentOutcome(
            amendment, orders, states, lines, [.. inputs.SnapshotLines(orders[^1])],
            [.. fresh.Select((line, i) => (inputs.Lines.Count + 1 + i, line))], inputs,
            inputs.Warnings(amendment, orders[^1], known, lines));
    }

    /// <summary>
    /// On which terms the order earns after each of its amendments: at the rates in force when it was paid, of the
    /// products as they were declared when their lines were recorded.
    /// </summary>
    public List<GrantTerms> Terms(MemberCatalogue members) =>
        [.. Orders.Select((order, i) => Terms(order, States[i].Worths, members))];

    /// <summary>Tiers that added lines give and no line has given before.</summary>
    public IEnumerable<Giving> Gives(MemberCatalogue members, IReadOnlySet<int> known) =>
        from line in SnapshotLines
        where line.LineNo > Reading.Original.Lines.Count && !known.Contains(line.LineNo)
        let tier = members.GivenBy(line.ProductId, Reading.Original.PaidAt)
        where tier is not null
        select new Giving(
            line.LineNo, tier.TierId, tier.ValidityDays,
            Math.Max(1, Quantity.Whole(Order.Lines[line.LineNo - 1]!.Quantity)), tier.UpgradeBps);

    /// <summary>The lines as they were first reported, with those that it adds.</summary>
    public List<PurchaseLine> ToPurchaseLines(long orderKey) =>
    [
        .. Reading.Rows.Select(row => new PurchaseLine(
            orderKey, row.LineNo, row.ProductId, row.Quantity, row.DueMinor, row.ValueMinor, row.AddedIn)),
        .. Added.Select(one => new PurchaseLine(orderKey, one.LineNo, one.Line.ProductId, 0, 0, 0, 1)),
    ];

    /// <summary>As it is kept.</summary>
    public NewAmendment ToKeep(string orderId, OrderState before, RefundEffect effect, string answer) => new(
        orderId, Amendment, States, before.Revision + 1,
        [.. AddedWorths()],
        [.. Added.Select(one => one.Line.ProductId).Distinct().Where(id => !Reading.Products.ContainsKey(id))],
        new HeaderChange(
            Order.Content.Shipping?.Amount ?? 0, Order.Content.Tax?.Amount ?? 0, Lines.Sum(line => line.DueMinor)
                - before.DueMinor, ValueChange(before), effect.Goods, ValueChange(before) + effect.Value),
        answer);

    /// <summary>By how much the order's value changes, before refunds.</summary>
    public long ValueChange(OrderState before) => Lines.Sum(line => line.ValueMinor) - before.ValueMinor;

    /// <summary>The highest rung of the products of added lines, as an order paid then counts them; null for none.
    /// </summary>
    public string? TopRung => Rungs.Highest(
        Added.Select(one => Reading.Products.GetValueOrDefault(one.Line.ProductId)?.RungAt(Reading.Original.PaidAt)));

    private IEnumerable<(int LineNo, AmendedLine Line, LineWorth Worth)> AddedWorths()
    {
        var worths = States[^1].Worths;
        return Added.Select(one => (one.LineNo, one.Line, worths[one.LineNo - 1]));
    }

    private static LineWorth[] Worths(AmendmentInputs inputs, AmendedOrder order)
    {
        var worth = OrderEarningsOf.Of(order.Content, inputs.Plan, inputs.NetOfTax);
        return order.Worths(worth.Dues, worth.Values);
    }

    private GrantTerms Terms(AmendedOrder order, LineWorth[] worths, MemberCatalogue members)
    {
        var paidAt = Reading.Original.PaidAt;
        var earning = members.RatesAt(paidAt).Terms?.GiftCards is { } cards
            ? order.Expand(OrderEarningsOf.Of(
                order.Content, Reading.Plan, Reading.NetOfTax,
                cards.NotEarning(OrderEarningsOf.TendersNotCounted(Reading.Plan))).Values)
            : null;
        return GrantTerms.Of(
            members,
            [
                .. SnapshotLines.Select((line, i) => new PaidLine(
                    line.ProductId, Quantity.Whole(worths[i].Quantity), worths[i].Value, line.Class, line.Rung,
                    earning?[i])),
            ], paidAt);
    }
}
