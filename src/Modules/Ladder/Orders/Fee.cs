namespace SocialCommerce.Ladder.Orders;

/// <summary>A fee on an order, of either sign.</summary>
/// <param name="Amount">Below 0 for what was taken off.</param>
/// <param name="Code">What it is for.</param>
public sealed record Fee(Money Amount, string Code);
