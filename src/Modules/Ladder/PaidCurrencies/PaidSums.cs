using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Ladder.PaidCurrencies;

/// <summary>
/// What refunds of an order stated in the currency of payment, and what that counted for in the shop's; minor units.
/// </summary>
/// <param name="Lines">By line, in line order.</param>
/// <param name="Plain">Plain amounts of goods.</param>
/// <param name="Shipping">Shipping.</param>
/// <param name="Tax">Tax.</param>
public sealed record PaidSums(
    IReadOnlyList<PaidSums.Pair> Lines, PaidSums.Pair Plain, PaidSums.Pair Shipping, PaidSums.Pair Tax)
{
    /// <summary>An amount in both currencies.</summary>
    /// <param name="Paid">As it was stated.</param>
    /// <param name="Counted">What it counted for.</param>
    public readonly record struct Pair(long Paid, long Counted)
    {
        /// <summary>The sum.</summary>
        public static Pair operator +(Pair a, Pair b) => new(a.Paid + b.Paid, a.Counted + b.Counted);
    }

    /// <summary>All goods.</summary>
    public Pair Goods => Lines.Aggregate(Plain, static (sum, line) => sum + line);

    /// <summary>The sums of an order's refunds that stand; those in the shop's currency are passed over.</summary>
    public static PaidSums Of(IReadOnlyList<LineState> lines, IEnumerable<PaidRefundRow> refunds, string currency)
    {
        var (byLine, plain, shipping, tax) = (new Pair[lines.Count], default(Pair), default(Pair), default(Pair));
        foreach (var row in refunds)
        {
            var stated = Json.Read<RefundContent>(row.Content);
            if (!stated.Moneys().Any(one => one.Money.Currency != currency)) continue;
            for (var i = 0; i < row.LineNos.Length; i++)
                byLine[row.LineNos[i] - 1] += new Pair(0, row.Amounts[i]);
            for (var i = 0; i < lines.Count; i++)
                byLine[i] += new Pair(
                    stated.Lines?.Where(line => line.LineId == lines[i].LineId).Sum(line => line.Amount?.Amount ?? 0)
                        ?? 0, 0);
            plain += new Pair(stated.Amount?.Amount ?? 0, row.PlainMinor);
            shipping += new Pair(stated.Shipping?.Amount ?? 0, row.ShippingMinor);
            tax += new Pair(stated.Tax?.Amount ?? 0, row.TaxMinor);
        }
        return new PaidSums(byLine, plain, shipping, tax);
    }
}
