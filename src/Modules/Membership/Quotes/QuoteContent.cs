namespace SocialCommerce.Membership.Quotes;

/// <summary>A cart to quote.</summary>
/// <param name="QuoteId">The merchant's own id.</param>
/// <param name="CustomerId">Who would buy.</param>
/// <param name="Lines">What would be bought.</param>
/// <param name="Shipping">The cost of shipping before discounts; none without it.</param>
/// <param name="CouponCodes" example="7K2M-9P4Q-XH3Y">
/// Coupons to use, in this order, each on what the ones before leave; an empty list uses none. Without the list the one
/// that takes off most is used.
/// </param>
/// <param name="ValidMinutes" example="30">For how long the quote, and then its reservation, stands.</param>
public sealed record QuoteContent(
    string QuoteId, string CustomerId, IReadOnlyList<QuoteLine> Lines, Money? Shipping = null,
    string[]? CouponCodes = null, int ValidMinutes = 30)
{
    /// <summary>Most lines of a cart.</summary>
    public const int MaxLines = 500;

    /// <summary>The longest validity.</summary>
    public const int MaxMinutes = 1_440;

    /// <summary>Most coupons of a cart.</summary>
    public const int MaxCoupons = 5;
}
