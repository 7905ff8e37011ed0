using SocialCommerce.Ladder.ProductLinks;

namespace SocialCommerce.Ladder.Offers;

/// <summary>What speaks for an offer.</summary>
/// <param name="Orders" example="o-20260131-7">Up to three orders of the customer, the latest first.</param>
/// <param name="Links">The open links that lead to the product; empty for another reason than more items.</param>
/// <param name="Cycle">The expected cycle of a product that the customer buys again and again.</param>
internal sealed record OfferEvidence(
    IReadOnlyList<string> Orders, IReadOnlyList<Suggestion> Links, OfferCycle? Cycle = null);
