namespace SocialCommerce.Membership.Joining;

/// <summary>A customer's membership as it was last derived, and what was announced of it.</summary>
public sealed record MembershipRow(
    long CustomerKey, string CustomerId, string State, DateTimeOffset? PendingAt, DateTimeOffset? BegunAt,
    DateTimeOffset? ToldDueAt);
