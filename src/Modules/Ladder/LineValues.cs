using SocialCommerce.Kernel;

namespace SocialCommerce.Ladder;

/// <summary>What was paid for each line, as the plan in force counts it.</summary>
public static class LineValues
{
    /// <summary>
    /// v of each line: quantity × price, less the discounts that don't count as paid, less the line's share of the
    /// tenders that don't count, which are spread over lines, shipping and tax by what was due for each. Where tenders
    /// miss what was due by small change, the difference is money, unless nothing was paid in money at all.
    /// </summary>
    /// <param name="order">The order; valid.</param>
    /// <param name="tendersNotCounted">Tender kinds that are not money, such as points.</param>
    /// <param name="discountsCounted">Funders whose discounts count as paid, such as the platform.</param>
    public static long[] Of(
        OrderContent order, IReadOnlyCollection<string> tendersNotCounted, IReadOnlyCollection<string> discountsCounted)
    {
        var values = new long[order.Lines.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var line = order.Lines[i];
            values[i] = Gross(line) - (line.Discounts?
                .Where(discount => !discountsCounted.Contains(discount.FundedBy))
                .Sum(discount => discount.Amount.Amount) ?? 0);
        }
        var notMoney = order.Tenders?.Where(t => tendersNotCounted.Contains(t.Kind)).Sum(t => t.Amount.Amount) ?? 0;
        if (notMoney == 0) return values;

        long[] dues = [.. order.Lines.Select(Net), order.Shipping?.Amount ?? 0, TaxOnTop(order)];
        var due = dues.Sum();
        notMoney = notMoney == order.Tenders!.Sum(t => t.Amount.Amount) ? due : Math.Min(notMoney, due);
        var shares = Allocation.LargestRemainder(notMoney, dues);
        for (var i = 0; i < values.Length; i++) values[i] -= shares[i];
        return values;
    }

    /// <summary>
    /// What the buyer had to pay: lines after all discounts, shipping, and tax where it comes on top.
    /// </summary>
    public static long Due(OrderContent order) =>
        order.Lines.Sum(Net) + (order.Shipping?.Amount ?? 0) + TaxOnTop(order);

    /// <summary>Quantity × unit price.</summary>
    public static long Gross(OrderLine line) => line.Quantity * line.UnitPrice.Amount;

    /// <summary>Quantity × unit price, less every discount.</summary>
    public static long Net(OrderLine line) =>
        Gross(line) - (line.Discounts?.Sum(discount => discount.Amount.Amount) ?? 0);

    private static long TaxOnTop(OrderContent order) => order.PricesIncludeTax ? 0 : order.Tax?.Amount ?? 0;
}
