namespace SocialCommerce.Ladder.Orders;

/// <summary>What a line of an order was worth when it was paid.</summary>
/// <param name="Quantity">Units sold; 0 for a line that was taken off the order.</param>
/// <param name="Due">What the buyer owed for it: its price less every discount, with its share of the order's.</param>
/// <param name="Value">v: what is counted of it.</param>
/// <param name="Place">
/// Which of two lines a remainder goes to: the one with the lower place; of the same place, the lower line number.
/// </param>
public readonly record struct LineWorth(decimal Quantity, long Due, long Value, int Place = 0);
