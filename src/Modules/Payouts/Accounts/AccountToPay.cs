namespace SocialCommerce.Payouts.Accounts;

/// <summary>An account that something is to be paid to, as it is kept.</summary>
/// <param name="AccountKey">The account.</param>
/// <param name="PayeeKey">The payee who is paid.</param>
/// <param name="Details">The sealed account.</param>
/// <param name="ApprovedHash">What was approved; null for an account approved before hashes were kept.</param>
internal sealed record AccountToPay(long AccountKey, long PayeeKey, byte[] Details, string? ApprovedHash);
