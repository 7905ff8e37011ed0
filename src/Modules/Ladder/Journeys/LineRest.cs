namespace SocialCommerce.Ladder.Journeys;

/// <summary>What is left of a line after some refunds.</summary>
/// <param name="ValueMinor">v: what was paid for it.</param>
/// <param name="LeftMinor">left: what of it is not refunded.</param>
/// <param name="UnitsLeft">
/// Whole units not given back; none where nothing is left of what was paid for the line, or for the whole order.
/// </param>
public readonly record struct LineRest(int LineNo, long ValueMinor, long LeftMinor, long UnitsLeft);
