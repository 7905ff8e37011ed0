using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Ladder.Offers;

/// <summary>A product to offer next.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Rung"><see cref="Rungs.All"/></param>
/// <param name="Reason" example="morePrivileges">
/// <c>morePrivileges</c> (特权更多), <c>deeperNeed</c> (需求更深), <c>deeperRelation</c> (关系更深) or <c>moreItems</c> (数量更多).
/// </param>
/// <param name="When">When to offer it.</param>
/// <param name="Evidence">What speaks for it.</param>
internal sealed record Offer(string ProductId, string Rung, string Reason, OfferTime When, OfferEvidence Evidence);
