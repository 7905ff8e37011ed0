using SocialCommerce.Membership.Coupons;

namespace SocialCommerce.Membership.Quotes;

/// <summary>A privilege or a coupon that takes nothing off this cart.</summary>
/// <param name="Kind" example="coupon"><c>privilege</c> or <c>coupon</c>.</param>
/// <param name="Code" example="7K2M-9P4Q-XH3Y">The privilege's code, or the coupon's.</param>
/// <param name="Reasons">Why.</param>
public sealed record UnavailableDiscount(string Kind, string Code, IReadOnlyList<UnavailableReason> Reasons);
