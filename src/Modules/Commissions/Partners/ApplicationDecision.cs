namespace SocialCommerce.Commissions.Partners;

/// <summary>The decision on an application.</summary>
public sealed record ApplicationDecision(bool Approve, string Reason, string By, string Role, DateTimeOffset At);
