using SocialCommerce.Membership.Coupons;

namespace SocialCommerce.Membership.CouponClaims;

/// <summary>Coupons that the shop assigned to customers.</summary>
/// <param name="AssignmentId">The merchant's own id.</param>
/// <param name="RecordedAt">When it was recorded, by the shop's clock.</param>
/// <param name="Customers">The outcome of each customer, in the order of the request.</param>
internal sealed record CouponAssignment(
    string AssignmentId, DateTimeOffset RecordedAt, IReadOnlyList<CouponAssignment.Outcome> Customers)
{
    /// <summary>What one customer got.</summary>
    /// <param name="CustomerId">The customer.</param>
    /// <param name="Status" example="assigned">
    /// <c>assigned</c>, or <c>refused</c>: the customer got no coupon of the pack.
    /// </param>
    /// <param name="CouponCodes" example="7K2M-9P4Q-XH3Y">
    /// A code for each template, in the order of the request.
    /// </param>
    /// <param name="Unavailable">Why the customer got none.</param>
    public sealed record Outcome(
        string CustomerId, string Status, IReadOnlyList<string> CouponCodes,
        IReadOnlyList<UnavailableReason> Unavailable);

    public const string Assigned = "assigned";
    public const string Refused = "refused";
}
