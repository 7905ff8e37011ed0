namespace SocialCommerce.Membership.CouponTemplates;

/// <summary>Who may claim a coupon.</summary>
/// <param name="Kind" example="everyone">
/// <c>everyone</c>, <c>tiers</c>: members whose tier in force is named, or <c>newCustomers</c>: customers without a
/// paid order.
/// </param>
/// <param name="TierIds" example="gold">Of <c>tiers</c>: the tiers.</param>
internal sealed record CouponAudience(string Kind, string[]? TierIds = null)
{
    public const string Everyone = "everyone";
    public const string Tiers = "tiers";
    public const string NewCustomers = "newCustomers";

    /// <summary>Every kind.</summary>
    public static readonly string[] Kinds = [Everyone, Tiers, NewCustomers];

    /// <summary>Whether a customer belongs to it.</summary>
    /// <param name="tierId">The tier in force, or null.</param>
    /// <param name="isNew">Whether the customer has no paid order.</param>
    public bool Includes(string? tierId, bool isNew) => Kind switch
    {
        Tiers => tierId is not null && TierIds!.Contains(tierId),
        NewCustomers => isNew,
        _ => true,
    };
}
