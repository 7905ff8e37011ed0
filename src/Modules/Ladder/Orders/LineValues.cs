namespace SocialCommerce.Ladder.Orders;

/// <summary>
/// What was due for each line of an order, and what the plan in force counts of it
/// (docs/commission-rules.md#line-values).
/// </summary>
public static class LineValues
{
    /// <summary>
    /// v of each line: what was due, with the discounts on top that count as paid, less the line's share of the tenders
    /// that don't count, which are spread over lines, shipping and tax by what was due for each. Where tenders miss
    /// what was due by small change, the difference is money, unless nothing was paid in money at all. What tenders of
    /// an order with a payment plan do not come to is money that is paid later.
    /// </summary>
    /// <param name="order">The order; valid.</param>
    /// <param name="dues">What was due for each line.</param>
    /// <param name="tendersNotCounted">Tender kinds that are not money, such as points.</param>
    /// <param name="discountsCounted">Funders whose discounts count as paid, such as the platform.</param>
    public static long[] Of(
        OrderContent order, IReadOnlyList<long> dues, IReadOnlyCollection<string> tendersNotCounted,
        IReadOnlyCollection<string> discountsCounted)
    {
        long[] values = [.. dues.Select((due, i) => due + Counted(order.Lines[i].Discounts))];
        if (Counted(order.Discounts) is > 0 and var onTop)
            Add(values, Spread(onTop, order.Lines.Select(Net)));
        var notMoney = order.Tenders?.Where(t => tendersNotCounted.Contains(t.Kind)).Sum(t => t.Amount.Amount) ?? 0;
        if (notMoney == 0) return values;
        long[] parts = [.. dues, order.Shipping?.Amount ?? 0, TaxOnTop(order)];
        var due = parts.Sum();
        var all = order.PaymentPlan is null && notMoney == order.Tenders!.Sum(t => t.Amount.Amount);
        notMoney = all ? due : Math.Min(notMoney, due);
        Add(values, Allocation.LargestRemainder(notMoney, parts), -1);
        return values;

        long Counted(IReadOnlyList<Discount>? discounts) => discounts?
            .Where(discount => discountsCounted.Contains(discount.FundedBy))
            .Sum(discount => discount.Amount.Amount) ?? 0;
    }

    /// <summary>
    /// What the buyer owed for each line: its price less its discounts, and its share of the order's fees less the
    /// order's discounts. The shares go by what was due before them; equally where nothing was.
    /// </summary>
    public static long[] Dues(OrderContent order)
    {
        long[] dues = [.. order.Lines.Select(Net)];
        var extra = Math.Max(
            (order.Fees?.Sum(fee => fee.Amount.Amount) ?? 0) - Sum(order.Discounts), -dues.Sum());
        if (extra != 0) Add(dues, Spread(Math.Abs(extra), dues), Math.Sign(extra));
        return dues;
    }

    /// <summary>
    /// What the buyer had to pay: lines after all discounts and with fees, shipping, and tax where it comes on top.
    /// </summary>
    public static long Due(OrderContent order) => Price(order) + TaxOnTop(order);

    /// <summary>The same without tax on top.</summary>
    public static long Price(OrderContent order) => order.Lines.Sum(Net) - Sum(order.Discounts)
        + (order.Fees?.Sum(fee => fee.Amount.Amount) ?? 0) + (order.Shipping?.Amount ?? 0);

    /// <summary>More than any plan counts of the order: prices before discounts, with fees.</summary>
    public static long Most(OrderContent order) =>
        order.Lines.Sum(Gross) + (order.Fees?.Sum(fee => Math.Max(0, fee.Amount.Amount)) ?? 0);

    /// <summary>The line's total, or quantity × unit price.</summary>
    public static long Gross(OrderLine line) =>
        line.Total?.Amount ?? Quantity.Price(line.UnitPrice!.Amount, line.Quantity);

    /// <summary>The same, less every discount of the line.</summary>
    public static long Net(OrderLine line) => Gross(line) - Sum(line.Discounts);

    private static long Sum(IReadOnlyList<Discount>? discounts) =>
        discounts?.Sum(discount => discount.Amount.Amount) ?? 0;

    private static long[] Spread(long amount, IEnumerable<long> weights)
    {
        long[] by = [.. weights];
        return Allocation.LargestRemainder(amount, by.Any(weight => weight > 0) ? by : Array.ConvertAll(by, _ => 1L));
    }

    private static void Add(long[] values, long[] shares, int times = 1)
    {
        for (var i = 0; i < values.Length; i++) values[i] += times * shares[i];
    }

    private static long TaxOnTop(OrderContent order) => order.PricesIncludeTax ? 0 : order.Tax?.Amount ?? 0;
}
