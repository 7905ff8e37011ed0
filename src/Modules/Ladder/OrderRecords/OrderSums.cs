using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Ladder.OrderRecords;

/// <summary>What an order was worth and what has been refunded of it, for recomputing.</summary>
/// <param name="OrderKey">The order.</param>
/// <param name="Quantities">Units sold of each line, in line order.</param>
/// <param name="Dues">What the buyer owed for each line.</param>
/// <param name="Values">v of each line.</param>
/// <param name="Units">Units returned of each line.</param>
/// <param name="Unpriced">Those of them for which no amount was given.</param>
/// <param name="Amounts">Amounts given for each line.</param>
/// <param name="Places">Where each line stands when a remainder is spread.</param>
/// <param name="Plain">P.</param>
public sealed record OrderSums(
    long OrderKey, decimal[] Quantities, long[] Dues, long[] Values, decimal[] Units, decimal[] Unpriced,
    long[] Amounts, int[] Places, long Plain)
{
    /// <summary>As the rules take them.</summary>
    public RefundSums ToSums() => new(
        [.. Values.Select((value, i) => new LineWorth(Quantities[i], Dues[i], value, Places[i]))],
        [.. Values.Select((_, i) => new LineRefunds(Units[i], Unpriced[i], Amounts[i]))], Plain);

    /// <summary>What is left of each line.</summary>
    public long[] Left() => ToSums().Left();

    /// <summary>What is left of other values of the lines.</summary>
    public long[] LeftOf(IReadOnlyList<long> values) => ToSums().LeftOf(values);
}
