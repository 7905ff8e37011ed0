using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Ladder.Journeys;

/// <summary>A refund of such an order, line by line.</summary>
/// <param name="PlainMinor">Refunded of no line in particular.</param>
/// <param name="LineNos">Lines refunded explicitly.</param>
/// <param name="Units">Units of each.</param>
/// <param name="Unpriced">Those of them for which no amount was given.</param>
/// <param name="Amounts">Amount given for each.</param>
public sealed record PurchaseRefund(
    long OrderKey, string RefundId, DateTimeOffset RefundedAt, DateTimeOffset AppliedAt, long PlainMinor,
    int[] LineNos, decimal[] Units, decimal[] Unpriced, long[] Amounts)
{
    /// <summary>What it adds to the sums of an order's lines.</summary>
    public LineRefunds[] ToLines(int lines)
    {
        var added = new LineRefunds[lines];
        for (var i = 0; i < LineNos.Length; i++)
            added[LineNos[i] - 1] = new LineRefunds(Units[i], Unpriced[i], Amounts[i]);
        return added;
    }
}
