namespace SocialCommerce.Membership.Terms;

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
