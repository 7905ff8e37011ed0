namespace SocialCommerce.Payouts.Reconciliation;

/// <summary>A transfer that the channel paid and the restored database has lost.</summary>
/// <param name="TransferNo">Its number at the channel.</param>
/// <param name="CustomerId">The customer that it paid.</param>
/// <param name="Gross">What it takes from the settled balance.</param>
/// <param name="Tax">What was withheld.</param>
/// <param name="Net">What the payee got.</param>
internal sealed record RecoveredTransfer(string TransferNo, string CustomerId, Money Gross, Money Tax, Money Net);
