using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Ladder.PaidCurrencies;

/// <summary>
/// Refunds that are stated in the currency in which an order was paid, converted at the order's own rate: what the
/// buyer owed in one currency to what the buyer owed in the other. The paid amount is spread over lines, shipping and
/// tax on top by what was due for each, by largest remainder; each amount counts cumulatively, rounded half to even
/// once, so that the refunds of a whole line, of all goods or of the whole order take exactly the whole, however they
/// were split. Pure.
/// </summary>
/// <param name="PaidMinor">What the buyer owed in the currency of payment.</param>
/// <param name="OwedMinor">The same in the shop's currency, when the order was paid.</param>
/// <param name="Order">The order as it stands.</param>
/// <param name="Lines">Its lines as they stand.</param>
/// <param name="Before">What was refunded in the currency of payment before.</param>
public sealed record RefundConversion(
    long PaidMinor, long OwedMinor, OrderState Order, IReadOnlyList<LineState> Lines, PaidSums Before)
{
    /// <summary>
    /// The refund in the shop's currency, which keeps how it was stated; null where one of its amounts is in another
    /// currency than the order's, or where some are in the shop's.
    /// </summary>
    public static RefundContent? Of(
        PaidOrder? paid, OrderState order, IReadOnlyList<LineState> lines, IEnumerable<PaidRefundRow> refunds,
        RefundContent refund, string currency)
    {
        if (refund.IsIn(currency)) return refund;
        if (paid?.Read() is not { } stated || !refund.IsIn(stated.Amount.Currency)) return null;
        return new RefundConversion(
            stated.Amount.Amount, paid.OwedMinor, order, lines, PaidSums.Of(lines, refunds, currency))
            .Convert(refund, currency);
    }

    /// <summary>The refund in the shop's currency.</summary>
    public RefundContent Convert(RefundContent refund, string currency)
    {
        var worths = Worths();
        PaidSums.Pair[] sums = [.. Before.Lines];
        var lines = refund.Lines?.Select(row => row.Amount is null ? row : row with { Amount = Line(row) }).ToList();
        var goods = sums.Aggregate(Before.Plain, static (sum, line) => sum + line);
        var due = Lines.Sum(line => line.DueMinor);
        return refund with
        {
            Lines = lines,
            Amount = Take(refund.Amount, goods, new(worths[..Lines.Count].Sum(), due), currency),
            Shipping = Take(refund.Shipping, Before.Shipping, new(worths[^2], Order.ShippingMinor), currency),
            Tax = Take(refund.Tax, Before.Tax, new(worths[^1], TaxOnTop), currency),
            Reported = refund,
        };

        Money Line(RefundLine row)
        {
            for (var i = 0; i < sums.Length; i++)
            {
                if (Lines[i].LineId != row.LineId) continue;
                var money = Take(row.Amount, sums[i], new(worths[i], Lines[i].DueMinor), currency)!;
                sums[i] += new PaidSums.Pair(row.Amount!.Amount, money.Amount);
                return money;
            }
            return new Money(ByRate(row.Amount!.Amount), currency);
        }
    }

    private long TaxOnTop => Order.PricesIncludeTax ? 0 : Order.TaxMinor;

    /// <summary>What each line, shipping and tax on top are worth in the currency of payment.</summary>
    private long[] Worths()
    {
        long[] parts = [.. Lines.Select(line => line.DueMinor), Order.ShippingMinor, TaxOnTop];
        var owed = parts.Sum();
        if (owed == 0) return new long[parts.Length];
        // An amendment changes what is owed, not the rate.
        var paid = owed == OwedMinor || OwedMinor == 0
            ? PaidMinor
            : Allocation.RoundHalfEven((Int128)PaidMinor * owed, OwedMinor);
        return Allocation.LargestRemainder(paid, parts);
    }

    /// <summary>What an amount counts for: what refunds of its part count for with it, less what they did.</summary>
    private Money? Take(Money? stated, PaidSums.Pair before, PaidSums.Pair whole, string currency) => stated is null
        ? null
        : new Money(Math.Max(0, Cumulative(before.Paid + stated.Amount, whole) - before.Counted), currency);

    private long Cumulative(long paid, PaidSums.Pair whole) => paid < whole.Paid
        ? Allocation.RoundHalfEven((Int128)whole.Counted * paid, whole.Paid)
        : paid == 0 ? 0 : whole.Counted + ByRate(paid - whole.Paid);

    private long ByRate(long paid) => Allocation.RoundHalfEven((Int128)paid * OwedMinor, PaidMinor);
}
