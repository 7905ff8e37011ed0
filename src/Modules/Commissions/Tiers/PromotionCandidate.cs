using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Tiers;

/// <summary>A person whose numbers an event changes.</summary>
/// <param name="CustomerId">The merchant's id.</param>
/// <param name="Standing">The person's numbers and tier.</param>
/// <param name="ReferrerKey">The referrer, if there is one.</param>
/// <param name="Added">The change of the numbers by the event.</param>
public sealed record PromotionCandidate(
    string CustomerId, PartnerState Standing, long? ReferrerKey, Volume? Added = null);
