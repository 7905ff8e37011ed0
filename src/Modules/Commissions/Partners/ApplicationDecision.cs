namespace SocialCommerce.Commissions.Partners;

/// <summary>What is decided about an application.</summary>
public sealed record ApplicationDecision(bool Approve, string Reason, string By, string Role, DateTimeOffset At);
