namespace SocialCommerce.Payouts.Files;

/// <summary>A transfer as a file gives it to a bank.</summary>
/// <param name="TransferNo">Our number of it.</param>
/// <param name="Name">The payee's legal name.</param>
/// <param name="Account">Account number or IBAN.</param>
/// <param name="Bank">Name or BIC of the payee's bank.</param>
/// <param name="Net">What goes to the payee, minor units.</param>
internal sealed record FileTransfer(string TransferNo, string Name, string Account, string? Bank, long Net);
