namespace SocialCommerce.Membership.Quotes;

/// <summary>What shipping costs this customer.</summary>
/// <param name="ListAmount">The cost before discounts.</param>
/// <param name="Amount">What it costs this customer.</param>
/// <param name="Discounts">What makes the difference.</param>
public sealed record QuotedShipping(Money ListAmount, Money Amount, IReadOnlyList<QuoteDiscount> Discounts);
