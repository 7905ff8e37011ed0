namespace SocialCommerce.Payouts.Invoices;

/// <summary>An invoice (发票) that a business sent for what it is paid.</summary>
/// <param name="InvoiceId">Its id.</param>
/// <param name="PayeeId">Who sent it.</param>
/// <param name="InvoiceNo">The sender's number.</param>
/// <param name="Amount">What it comes to, its own tax included.</param>
/// <param name="Tax">The tax that it shows, as a part of the amount.</param>
/// <param name="IssuedOn" example="2026-02-03">Its date.</param>
/// <param name="PeriodStart" example="2026-01-01">The first day that it is for.</param>
/// <param name="PeriodEnd" example="2026-01-31">The last day that it is for.</param>
/// <param name="Status"><c>open</c>, <c>used</c> or <c>voided</c>.</param>
/// <param name="TransferNos">The transfers that were paid against it.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="RecordedBy" example="li.na">
/// Operator id of the person who recorded it; absent where a backend did.
/// </param>
/// <param name="VoidedAt">When it was voided.</param>
/// <param name="VoidedBy" example="li.na">Operator id of the person who voided it.</param>
/// <param name="VoidReason" example="Entered with the wrong amount">Why.</param>
internal sealed record PayeeInvoice(
    string InvoiceId, string PayeeId, string InvoiceNo, Money Amount, Money Tax, string IssuedOn, string? PeriodStart,
    string? PeriodEnd, string Status, IReadOnlyList<string> TransferNos, DateTimeOffset RecordedAt, string? RecordedBy,
    DateTimeOffset? VoidedAt, string? VoidedBy, string? VoidReason)
{
    /// <summary>Prefix of ids.</summary>
    internal const string Prefix = "inv";

    /// <summary>Every status.</summary>
    internal static readonly IReadOnlyCollection<string> Statuses = ["open", "used", "voided"];
}
