namespace SocialCommerce.Payouts.Batches;

/// <summary>A transfer at the channel.</summary>
/// <param name="TransferNo">Our number of it there, fixed before the first call to the channel.</param>
/// <param name="State"><c>submitting</c>, <c>submitted</c>, <c>awaitingConfirmation</c>, <c>paid</c>, <c>failed</c>,
/// <c>expired</c>, <c>cancelled</c>, or <c>returned</c> after it was paid.</param>
/// <param name="Gross">Its part of the payout.</param>
/// <param name="Tax">Its part of the tax.</param>
/// <param name="Net">What goes to the payee.</param>
/// <param name="TaxMonth">The month in which it counts for the tax.</param>
/// <param name="SubmittedAt">When it was booked and handed to the channel.</param>
/// <param name="ClosedAt">When it was paid, or failed finally.</param>
/// <param name="ReturnedAt">When the return of what had been paid was booked.</param>
/// <param name="Reason">Why it failed, or came back.</param>
/// <param name="Reference" example="B1">The channel's own number.</param>
/// <param name="ConfirmBefore">Until when the payee has to confirm it.</param>
/// <param name="Replaces" example="sc7k2m9p4q0000000000000001">
/// The expired transfer instead of which it was asked for.
/// </param>
/// <param name="Problem" example="TIMEOUT">
/// What the channel answered last, while it is not clear what became of it.
/// </param>
/// <param name="CancelReason" example="Entered for the wrong month">
/// Why its cancellation was requested; the state says whether that was in time.
/// </param>
internal sealed record PayoutTransfer(
    string TransferNo, string State, Money Gross, Money Tax, Money Net, string TaxMonth, DateTimeOffset SubmittedAt,
    DateTimeOffset? ClosedAt, DateTimeOffset? ReturnedAt, string? Reason, string? Reference,
    DateTimeOffset? ConfirmBefore, string? Replaces, string? Problem, string? CancelReason)
{
    internal static PayoutTransfer Of(Shop shop, PayoutTransferRow row) => new(
        row.TransferNo, row.State, shop.Money(row.Gross), shop.Money(row.Tax), shop.Money(row.Net), row.TaxMonth,
        row.SubmittedAt, row.ClosedAt, row.ReturnedAt, row.Reason, row.Reference,
        row.State == "awaitingConfirmation" ? row.ConfirmBefore : null, row.Replaces, row.Problem,
        row.CancelReason);
}
