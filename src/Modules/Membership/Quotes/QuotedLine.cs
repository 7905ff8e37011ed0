namespace SocialCommerce.Membership.Quotes;

/// <summary>What a line costs this customer.</summary>
/// <param name="LineId" example="1">The line.</param>
/// <param name="ProductId">The product.</param>
/// <param name="ListAmount">Quantity × unit price.</param>
/// <param name="Amount">What it costs this customer.</param>
/// <param name="Discounts">What makes the difference, in the order in which it was taken off.</param>
/// <param name="RestrictedTo" example="gold">
/// The lowest tier that may buy the product, where it is exclusive to tiers that the customer does not have.
/// </param>
public sealed record QuotedLine(
    string LineId, string ProductId, Money ListAmount, Money Amount, IReadOnlyList<QuoteDiscount> Discounts,
    string? RestrictedTo = null);
