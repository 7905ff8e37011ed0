using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Ladder.Refunds;

/// <summary>What is refunded of one line.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Quantity">
/// Units returned, with up to four decimals; worth their share of what was due for the line unless <c>amount</c> says
/// otherwise. 0 says the same as nothing.
/// </param>
/// <param name="Amount">
/// The amount refunded for the row as a whole, which then counts; 0 where units came back and nothing was paid back.
/// </param>
public sealed record RefundLine(
    string LineId, [property: Between(0, OrderLine.MaxQuantity)] decimal? Quantity = null, Money? Amount = null);
