using SocialCommerce.Kernel;

namespace SocialCommerce.Ladder;

/// <summary>A line of an order with everything that has happened to it.</summary>
/// <param name="ShippedAt">Reported with the order or afterwards.</param>
/// <param name="CompletedAt">Reported with the order or afterwards.</param>
/// <param name="RefundedUnits">Units refunded so far.</param>
/// <param name="RefundedMinor">E: refunded explicitly so far.</param>
public sealed record LineState(
    int LineNo, string LineId, long Quantity, long ValueMinor, DateTimeOffset? ShippedAt, DateTimeOffset? CompletedAt,
    long RefundedUnits, long RefundedMinor);

/// <summary>An order's header with everything that has been refunded of it.</summary>
public sealed record OrderState(
    long OrderKey, string OrderId, long CustomerKey, string CustomerId, DateTimeOffset PaidAt, long ValueMinor,
    long ShippingMinor, long TaxMinor, DateTimeOffset? ShippedAt, DateTimeOffset? CompletedAt, long RefundedMinor,
    long PlainMinor, long RefundedShippingMinor, long RefundedTaxMinor);

/// <summary>What a refund does to an order's sums.</summary>
/// <param name="Lines">Units and amount per line number.</param>
/// <param name="Plain">Plain amount.</param>
/// <param name="Before">Sums before it.</param>
/// <param name="After">Sums after it.</param>
public sealed record RefundEffect(
    IReadOnlyList<(int LineNo, long Units, long Amount)> Lines, long Plain, RefundSums Before, RefundSums After)
{
    /// <summary>Goods refunded, in minor units.</summary>
    public long Goods => After.Total - Before.Total;
}

/// <summary>Whether a refund fits an order, and what it does to its sums. Pure.</summary>
public static class RefundRules
{
    /// <summary>The sums of an order as they stand.</summary>
    public static RefundSums Sums(OrderState order, IReadOnlyList<LineState> lines) => new(
        [.. lines.Select(line => line.ValueMinor)], [.. lines.Select(line => line.RefundedMinor)], order.PlainMinor);

    /// <summary>The effect of a refund.</summary>
    /// <exception cref="Refused">
    /// 422 LINE_UNKNOWN, or OVER_REFUND when more would be refunded than was paid.
    /// </exception>
    public static RefundEffect Effect(OrderState order, IReadOnlyList<LineState> lines, RefundContent refund)
    {
        var before = Sums(order, lines);
        var gone = before.Explicit.ToArray();
        var parts = new List<(int, long, long)>();
        var named = refund.Lines ?? [];
        for (var i = 0; i < named.Count; i++)
        {
            var index = Enumerable.Range(0, lines.Count).FirstOrDefault(n => lines[n].LineId == named[i].LineId, -1);
            if (index < 0)
                throw Refused.Invalid(
                    "LINE_UNKNOWN", $"The order has no line '{named[i].LineId}'.", $"#/lines/{i}/lineId");
            var line = lines[index];
            var units = named[i].Quantity ?? 0;
            if (line.RefundedUnits + units > line.Quantity) throw Over($"#/lines/{i}/quantity");
            var amount = named[i].Amount?.Amount
                ?? RefundSums.UnitsWorth(
                    line.ValueMinor, line.Quantity, line.RefundedUnits, line.RefundedUnits + units);
            gone[index] += amount;
            if (gone[index] > line.ValueMinor) throw Over($"#/lines/{i}");
            parts.Add((line.LineNo, units, amount));
        }
        var plain = refund.Amount?.Amount ?? 0;
        var after = new RefundSums(before.Values, gone, before.Plain + plain);
        if (!after.Fits) throw Over(refund.Amount is null ? "#/lines" : "#/amount");
        if (order.RefundedShippingMinor + (refund.Shipping?.Amount ?? 0) > order.ShippingMinor)
            throw Over("#/shipping");
        if (order.RefundedTaxMinor + (refund.Tax?.Amount ?? 0) > order.TaxMinor) throw Over("#/tax");
        return new RefundEffect(parts, plain, before, after);
    }

    /// <summary>When the order counts as complete, given what is left of its lines.</summary>
    public static DateTimeOffset? Completion(
        OrderState order, IReadOnlyList<LineState> lines, IReadOnlyList<long> left, int autoDays,
        bool reportsShipments, Pauses pauses) =>
        Ladder.Completion.Of(
            lines.Select((line, i) => new Completion.Line(
                line.ShippedAt ?? order.ShippedAt, line.CompletedAt ?? order.CompletedAt, left[i] > 0)),
            order.PaidAt, autoDays, reportsShipments, pauses);

    private static Refused Over(string pointer) =>
        Refused.Invalid("OVER_REFUND", "More would be refunded than was paid.", pointer);
}
