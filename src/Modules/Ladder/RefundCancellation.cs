using SocialCommerce.Kernel;

namespace SocialCommerce.Ladder;

/// <summary>The cancellation of a refund: the bank sent the money back, or the order was reinstated.</summary>
/// <param name="CancelledAt">When it happened.</param>
/// <param name="Reason">Why, in the merchant's words.</param>
public sealed record RefundCancellation(DateTimeOffset CancelledAt, string Reason);

/// <summary>What a refund added to its order's sums when it took effect; amounts in minor units.</summary>
/// <param name="RefundKey">The refund.</param>
/// <param name="PlainMinor">Refunded of no line in particular.</param>
/// <param name="ShippingMinor">Shipping.</param>
/// <param name="TaxMinor">Tax.</param>
/// <param name="TaxApartMinor">The part of the tax that was not included in the goods.</param>
/// <param name="LineNos">Lines refunded explicitly.</param>
/// <param name="Units">Units of each.</param>
/// <param name="Unpriced">Those of them for which no amount was given.</param>
/// <param name="Amounts">Amount given for each.</param>
public sealed record RecordedRefund(
    long RefundKey, long PlainMinor, long ShippingMinor, long TaxMinor, long TaxApartMinor, int[] LineNos,
    decimal[] Units, decimal[] Unpriced, long[] Amounts)
{
    /// <summary>What taking it out again does to the order's sums, whatever else was refunded since.</summary>
    public RefundEffect Without(OrderState order, IReadOnlyList<LineState> lines)
    {
        var before = RefundRules.Sums(order, lines);
        var taken = new LineRefunds[lines.Count];
        for (var i = 0; i < LineNos.Length; i++)
            taken[LineNos[i] - 1] = new LineRefunds(Units[i], Unpriced[i], Amounts[i]);
        return new RefundEffect(
            [.. taken.Select(line => default(LineRefunds) - line)], -PlainMinor, -TaxApartMinor, before,
            before.Without(taken, PlainMinor));
    }
}

/// <summary>The statement that reads what a cancellation takes back.</summary>
public static class RefundCancellationStatements
{
    /// <summary>The status of a refund that was cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>What a refund with this id added to its order's sums, if one took effect.</summary>
    public static Rows<RecordedRefund> RecordedRefund(this Batch batch, long shopId, string refundId) =>
        batch.Rows<RecordedRefund>(RecordedSql, new { shop = shopId, refundId });

    private const string RecordedSql = """
        select r.refund_key, r.plain_minor, r.shipping_minor, r.tax_minor, r.tax_apart_minor,
            l.line_nos, l.units, l.unpriced, l.amounts
        from refunds r
        cross join lateral (
            select coalesce(array_agg(line_no order by line_no), array[]::int[]) as line_nos,
                coalesce(array_agg(units order by line_no), array[]::numeric[]) as units,
                coalesce(array_agg(unpriced_units order by line_no), array[]::numeric[]) as unpriced,
                coalesce(array_agg(amount_minor order by line_no), array[]::bigint[]) as amounts
            from refund_lines
            where shop_id = @shop and order_key = r.order_key and refund_key = r.refund_key) as l
        where r.shop_id = @shop and r.refund_id = @refundId and r.cancels is null
        """;
}
