namespace SocialCommerce.Referrals.Bindings;

/// <summary>A verdict and what it rests on.</summary>
/// <param name="Verdict">How it ended.</param>
/// <param name="ChildKey">The person's key; 0 for a self-referral.</param>
/// <param name="ParentKey">The key of the requested referrer; 0 for a self-referral.</param>
/// <param name="ReferrerId">The person's referrer now, be it the requested one or another; null for none.</param>
/// <param name="BoundAt">When that referrer was bound; null for none.</param>
public sealed record BindOutcome(
    BindVerdict Verdict, long ChildKey, long ParentKey, string? ReferrerId, DateTimeOffset? BoundAt);
