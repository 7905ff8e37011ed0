namespace SocialCommerce.Payouts.Reconciliation;

/// <summary>Refusals of a channel's list of paid transfers.</summary>
internal static class ReconciliationProblems
{
    public static readonly ProblemType PayoutReconciliationNotFound = ProblemType.NotFound(
        "PAYOUT_RECONCILIATION_NOT_FOUND", "There is no such payout reconciliation.",
        "List the reconciliations and use an id of that list.");

    public static readonly ProblemType ReconciliationWaiting = ProblemType.Conflict(
        "RECONCILIATION_WAITING", "Another list of the channel waits.", "Approve or reject the other list first.");

    public static readonly ProblemType ReconciliationDecided = ProblemType.Conflict(
        "RECONCILIATION_DECIDED", "The list was decided otherwise.",
        "Read the reconciliation; the first decision stands.");

    public static readonly ProblemType ReconciliationChanged = ProblemType.Conflict(
        "RECONCILIATION_CHANGED", "The lost transfers have changed.", "Reject the list and propose it again.");

    public static readonly ProblemType RestoreNotDetected = ProblemType.Conflict(
        "RESTORE_NOT_DETECTED", "The list names a transfer that the shop never made.",
        "Check the number; report it if the database was restored.");

    public static readonly ProblemType CustomerDiffers = ProblemType.Invalid(
        "CUSTOMER_DIFFERS", "The transfer is another customer's.", "Check the row.");

    public static readonly ProblemType TaxDiffers = ProblemType.Invalid(
        "TAX_DIFFERS", "The tax is not that of the transfer.", "Check the row.");

    public static readonly ProblemType TaxIncomplete = ProblemType.Invalid(
        "TAX_INCOMPLETE", "Some transfers of a payee's month have no tax.", "Give the tax of all of them, or of none.");

    public static readonly ProblemType PaidInFuture = ProblemType.Invalid(
        "PAID_IN_FUTURE", "A payment lies ahead of the shop's clock.", "Check the time and its offset.");

    public static readonly ProblemType PayeeMissing = ProblemType.Invalid(
        "PAYEE_MISSING", "The customer has no payee.", "Register the payee first.");

    public static readonly ProblemType PayeeNotVerified = ProblemType.Invalid(
        "PAYEE_NOT_VERIFIED", "The payee is not verified.", "Verify the payee first.");

    public static readonly ProblemType AccountNotApproved = ProblemType.Invalid(
        "ACCOUNT_NOT_APPROVED", "The payee has no approved account of the channel.", "Approve an account first.");

    public static readonly ProblemType ExceedsSettled = ProblemType.Invalid(
        "EXCEEDS_SETTLED", "The transfer exceeds what is settled and not paid out.", "Run the lost settlements first.");
}
