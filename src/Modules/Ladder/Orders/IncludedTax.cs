namespace SocialCommerce.Ladder.Orders;

/// <summary>
/// The tax that prices include, line by line, for shops and plans that count without it. Pure; exact, in minor units.
/// </summary>
public static class IncludedTax
{
    /// <summary>
    /// The tax in what was due for each line. A line's own tax wins; what is left of the order's tax is spread over the
    /// other lines and the shipping by what was due for each, by largest remainder (ties: lower line number, shipping
    /// last). A line holds at most what was due for it. All 0 where tax comes on top of the prices.
    /// </summary>
    /// <param name="order">The order; valid.</param>
    /// <param name="dues">What the buyer owed for each line.</param>
    public static long[] Of(OrderContent order, IReadOnlyList<long> dues)
    {
        var taxes = new long[dues.Count];
        if (!order.PricesIncludeTax) return taxes;
        var weights = new long[dues.Count + 1];
        weights[^1] = order.Shipping?.Amount ?? 0;
        var rest = order.Tax?.Amount ?? 0;
        for (var i = 0; i < taxes.Length; i++)
        {
            if (order.Lines[i].Tax is { } own)
            {
                taxes[i] = Math.Min(own.Amount, dues[i]);
                rest -= own.Amount;
            }
            else weights[i] = dues[i];
        }
        if (rest <= 0 || Array.TrueForAll(weights, static weight => weight == 0)) return taxes;
        var shares = Allocation.LargestRemainder(rest, weights);
        for (var i = 0; i < taxes.Length; i++) if (weights[i] > 0) taxes[i] = Math.Min(shares[i], dues[i]);
        return taxes;
    }

    /// <summary>
    /// The tax in each line's value: value × tax ÷ due, rounded half to even, so that what was not paid in money bears
    /// its part of the tax. It is the line's tax where the value is what was due, and never more than the value.
    /// </summary>
    /// <param name="values">What was paid for each line, as a plan counts it.</param>
    /// <param name="dues">What the buyer owed for each line.</param>
    /// <param name="taxes">The tax in what was due, as <see cref="Of"/> tells it.</param>
    public static long[] In(IReadOnlyList<long> values, IReadOnlyList<long> dues, IReadOnlyList<long> taxes) =>
    [
        .. values.Select((value, i) => dues[i] == 0
            ? 0
            : Allocation.RoundHalfEven((Int128)value * taxes[i], dues[i])),
    ];
}
