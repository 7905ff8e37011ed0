namespace SocialCommerce.Ladder.Refunds;

/// <summary>What a refund does to an order's sums.</summary>
/// <param name="Lines">What it adds to each line's sums, in line order.</param>
/// <param name="Plain">Plain amount.</param>
/// <param name="TaxApart">The part of its tax that is not included in its goods.</param>
/// <param name="Before">Sums before it.</param>
/// <param name="After">Sums after it.</param>
public sealed record RefundEffect(
    IReadOnlyList<LineRefunds> Lines, long Plain, long TaxApart, RefundSums Before, RefundSums After)
{
    /// <summary>Goods refunded, as far as the buyer had owed them, in minor units.</summary>
    public long Goods { get; } = After.Refunded - Before.Refunded;

    /// <summary>What is left of each line afterwards, as the plan counts it.</summary>
    public long[] Left { get; } = After.Left();

    /// <summary>What it takes from the order's value as the plan counts it; of either sign by a rounding.</summary>
    public long Value => Before.Left().Sum() - Left.Sum();
}
