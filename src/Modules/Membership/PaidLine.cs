namespace SocialCommerce.Membership;

/// <summary>A line of a paid order as membership sees it.</summary>
/// <param name="ProductId">What was bought.</param>
/// <param name="Quantity">Units.</param>
/// <param name="ValueMinor">What was paid for it, as refunds measure it.</param>
/// <param name="Class">The product's class, or null.</param>
/// <param name="Rung">The product's rung, or null.</param>
/// <param name="EarningMinor">On what it earns, where that differs from its value.</param>
public readonly record struct PaidLine(
    string ProductId, long Quantity, long ValueMinor, string? Class = null, string? Rung = null,
    long? EarningMinor = null);

/// <summary>What is left of a line after a refund.</summary>
/// <param name="LineNo">The line, from 1.</param>
/// <param name="ValueLeft">What is left of its value.</param>
/// <param name="Left">What was not refunded of it; with <paramref name="Of"/> the share that still earns.</param>
/// <param name="Of">Of what <paramref name="Left"/> is a part; 0 for a line that cost nothing.</param>
/// <param name="UnitsLeft">Units not given back; none where nothing is left of what was paid.</param>
public readonly record struct LineLeft(int LineNo, long ValueLeft, long Left, long Of, long UnitsLeft);
