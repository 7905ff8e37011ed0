namespace SocialCommerce.MainJob.Events;

/// <summary>A person who ever had an accrual: movements, what statements came to, and today's tier.</summary>
internal sealed record Partner(string CustomerId, string? Tier, long NetMinor, long SettledMinor);
