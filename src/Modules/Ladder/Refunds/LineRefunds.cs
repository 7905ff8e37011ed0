namespace SocialCommerce.Ladder.Refunds;

/// <summary>What has been refunded of a line, in sums.</summary>
/// <param name="Units">U: units returned.</param>
/// <param name="Unpriced">Those of them for which no amount was given.</param>
/// <param name="Amount">Amounts given, in minor units.</param>
public readonly record struct LineRefunds(decimal Units, decimal Unpriced, long Amount)
{
    /// <summary>Both together.</summary>
    public static LineRefunds operator +(LineRefunds a, LineRefunds b) =>
        new(a.Units + b.Units, a.Unpriced + b.Unpriced, a.Amount + b.Amount);

    /// <summary>The first without the second.</summary>
    public static LineRefunds operator -(LineRefunds a, LineRefunds b) =>
        new(a.Units - b.Units, a.Unpriced - b.Unpriced, a.Amount - b.Amount);
}
