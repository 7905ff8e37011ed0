namespace SocialCommerce.Books.Months;

/// <summary>What an account received and gave in closed months.</summary>
/// <param name="Account">The ledger's account.</param>
/// <param name="Received">Received, in minor units.</param>
/// <param name="Given">Given, in minor units.</param>
public sealed record Turnover(string Account, long Received, long Given);
