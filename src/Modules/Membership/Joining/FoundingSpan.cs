namespace SocialCommerce.Membership.Joining;

/// <summary>From when until when an order counts; it does not end where nothing took the order back.</summary>
/// <param name="From">The first instant.</param>
/// <param name="Until">The first instant after it, or null.</param>
public readonly record struct FoundingSpan(DateTimeOffset From, DateTimeOffset? Until);
