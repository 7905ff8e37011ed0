namespace SocialCommerce.Membership.Terms;

/// <summary>What is left of a line after a refund.</summary>
/// <param name="LineNo">The line, from 1.</param>
/// <param name="ValueLeft">What is left of its value.</param>
/// <param name="Left">What was not refunded of it; with <paramref name="Of"/> the share that still earns.</param>
/// <param name="Of">Of what <paramref name="Left"/> is a part; 0 for a line that cost nothing.</param>
/// <param name="UnitsLeft">Units not given back; none where nothing is left of what was paid.</param>
public readonly record struct LineLeft(int LineNo, long ValueLeft, long Left, long Of, long UnitsLeft);
