using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Tiers;

/// <summary>Somebody whom an event concerns.</summary>
/// <param name="CustomerId">The merchant's id.</param>
/// <param name="Standing">Where the person stands.</param>
/// <param name="ReferrerKey">The referrer, if there is one.</param>
/// <param name="Added">What the event adds to the numbers.</param>
public sealed record PromotionCandidate(
    string CustomerId, PartnerState Standing, long? ReferrerKey, Volume? Added = null);
