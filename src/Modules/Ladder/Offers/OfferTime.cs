namespace SocialCommerce.Ladder.Offers;

/// <summary>When to make an offer.</summary>
/// <param name="From">From when on: now, or when the customer is expected to buy again.</param>
/// <param name="Until">Until when, where a window ends.</param>
internal sealed record OfferTime(DateTimeOffset From, DateTimeOffset? Until = null);
