namespace SocialCommerce.Referrals.Bindings;

/// <summary>When a customer's recommendation was accepted.</summary>
public sealed record ReferralTime(long CustomerKey, DateTimeOffset AcceptedAt);
