namespace SocialCommerce.Membership.PointSpends;

/// <summary>Points that a customer has spent.</summary>
/// <param name="SpendId">The merchant's own id.</param>
/// <param name="CustomerId">Whose points.</param>
/// <param name="Points">How many were spent.</param>
/// <param name="Cancelled">How many of them came back.</param>
/// <param name="Reason" example="Coupon of 10.00">What they were spent on.</param>
/// <param name="RecordedAt">When they were spent, by the shop's clock.</param>
/// <param name="OrderId">The order that they were spent for.</param>
internal sealed record PointSpend(
    string SpendId, string CustomerId, long Points, long Cancelled, string Reason, DateTimeOffset RecordedAt,
    string? OrderId = null);
