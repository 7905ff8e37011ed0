namespace SocialCommerce.Payouts.Accounts;

/// <summary>An account as it is sealed.</summary>
internal sealed record AccountDetails(string Account, string? Bank = null);
