using SocialCommerce.Membership.CouponTemplates;

namespace SocialCommerce.Membership.CouponClaims;

/// <summary>A template with its counters.</summary>
/// <param name="Day">The last day of the shop on which one was claimed, or null.</param>
/// <param name="DayIssued">How many were claimed then.</param>
internal sealed record IssuableTemplate(
    string TemplateId, int Version, CouponTerms Terms, long Issued, string? Day, long DayIssued);
