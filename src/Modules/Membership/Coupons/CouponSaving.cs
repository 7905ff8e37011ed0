using SocialCommerce.Membership.CouponTemplates;

namespace SocialCommerce.Membership.Coupons;

/// <summary>What a coupon takes off a cart. Pure.</summary>
/// <param name="Lines">Of each line, in minor units.</param>
/// <param name="Shipping">Of the shipping, in minor units.</param>
/// <param name="Reason">Why it takes off nothing; null where it takes off something.</param>
internal sealed record CouponSaving(long[] Lines, long Shipping, UnavailableReason? Reason = null)
{
    private const int Whole = 10_000;

    /// <summary>All that it takes off, in minor units.</summary>
    public long Total => Lines.Sum() + Shipping;

    /// <summary>
    /// Applies the terms of a coupon to a cart. What applies to several lines is spread by their amounts, with the
    /// largest remainder; no line and no shipping falls below 0.
    /// </summary>
    /// <param name="terms">The terms under which the coupon was issued.</param>
    /// <param name="lines">The cart.</param>
    /// <param name="shipping">The cost of shipping, in minor units.</param>
    public static CouponSaving Of(CouponTerms terms, IReadOnlyList<CartLine> lines, long shipping)
    {
        var discount = terms.Discount;
        long[] eligible = [.. lines.Select(line => discount.AppliesTo(line.ProductId) ? line.Amount.Amount : 0)];
        if (!lines.Any(line => discount.AppliesTo(line.ProductId)))
            return None(lines, new UnavailableReason(UnavailableReason.NoEligibleProduct));
        var spend = eligible.Sum();
        if (terms.MinimumSpend is { } minimum && spend < minimum.Amount)
            return None(lines, UnavailableReason.Short(UnavailableReason.MinimumSpend, minimum.Amount, spend));
        var saving = discount.Kind switch
        {
            CouponDiscount.Shipping => new CouponSaving(new long[lines.Count], Capped(discount, shipping)),
            CouponDiscount.Product => OneUnit(discount, lines, eligible),
            CouponDiscount.Percentage => Spread(
                Capped(discount, Allocation.RoundHalfEven((Int128)spend * discount.PercentBps!.Value, Whole)),
                eligible),
            _ => Spread(Math.Min(discount.Amount!.Amount, spend), eligible),
        };
        return saving.Total > 0
            ? saving
            : None(lines, new UnavailableReason(UnavailableReason.NothingToDiscount));
    }

    private static CouponSaving None(IReadOnlyList<CartLine> lines, UnavailableReason reason) =>
        new(new long[lines.Count], 0, reason);

    private static CouponSaving Spread(long amount, long[] weights) =>
        new(Allocation.LargestRemainder(amount, weights), 0);

    /// <summary>One unit of the line whose unit costs most; the first of several.</summary>
    private static CouponSaving OneUnit(CouponDiscount discount, IReadOnlyList<CartLine> lines, long[] eligible)
    {
        var parts = new long[lines.Count];
        var (best, price) = (0, 0L);
        for (var i = 0; i < parts.Length; i++)
        {
            var unit = lines[i].Quantity <= 1
                ? eligible[i]
                : Allocation.RoundHalfEven(
                    (Int128)eligible[i] * Quantity.PartsPerUnit, Quantity.Parts(lines[i].Quantity));
            if (unit > price) (best, price) = (i, unit);
        }
        parts[best] = Capped(discount, price);
        return new CouponSaving(parts, 0);
    }

    private static long Capped(CouponDiscount discount, long amount) =>
        discount.Cap is { } cap ? Math.Min(cap.Amount, amount) : amount;
}
