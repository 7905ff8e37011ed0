using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Ladder.Refunds;

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
