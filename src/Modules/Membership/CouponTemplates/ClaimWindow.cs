namespace SocialCommerce.Membership.CouponTemplates;

/// <summary>When a coupon may be claimed.</summary>
/// <param name="From">The first moment; no beginning without it.</param>
/// <param name="Until">The moment at which it ends; no end without it.</param>
internal sealed record ClaimWindow(DateTimeOffset? From = null, DateTimeOffset? Until = null);
