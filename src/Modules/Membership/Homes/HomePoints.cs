namespace SocialCommerce.Membership.Homes;

/// <summary>A customer's points.</summary>
/// <param name="Active">What can be spent.</param>
/// <param name="Pending">What becomes active later.</param>
/// <param name="Debt">What later earnings pay back.</param>
/// <param name="NextActivationAt">When pending points become active next.</param>
/// <param name="NextExpiryAt">When points expire next.</param>
/// <param name="NextExpiry">How many points expire then.</param>
public sealed record HomePoints(
    long Active, long Pending, long Debt, DateTimeOffset? NextActivationAt, DateTimeOffset? NextExpiryAt,
    long? NextExpiry);
