namespace SocialCommerce.Payouts.Files;

/// <summary>A row of a result file.</summary>
/// <param name="Line">Its row in the file, the header being 1; blank lines do not count.</param>
/// <param name="TransferNo">The transfer's number.</param>
/// <param name="AmountMinor">Its amount, as in the file that went out.</param>
/// <param name="Result"><c>paid</c> or <c>failed</c>.</param>
/// <param name="Reference">The bank's number.</param>
/// <param name="Reason">Why it failed.</param>
internal sealed record ResultRow(
    int Line, string TransferNo, long? AmountMinor, string Result, string? Reference, string? Reason);
