namespace SocialCommerce.Payouts.Files;

/// <summary>Refusals of bank files and result files.</summary>
internal static class PayoutFileProblems
{
    public static readonly ProblemType NoFile = ProblemType.Conflict(
        "NO_FILE", "The batch has no bank file.", "Approve the batch first; only the manual channel has files.");

    public static readonly ProblemType FileMade = ProblemType.Conflict(
        "FILE_MADE", "The file has another execution date.", "Replace the file to change the date.");

    public static readonly ProblemType FileNotMade = ProblemType.Conflict(
        "FILE_NOT_MADE", "The file does not exist yet.", "Get the file first.");

    public static readonly ProblemType FileReplaced = ProblemType.Conflict(
        "FILE_REPLACED", "A later version of the file exists.", "Replace the version that detail names.");

    public static readonly ProblemType FileAltered = ProblemType.Conflict(
        "FILE_ALTERED", "The stored file was altered.",
        "Do not give the file to a bank; find out who changed the database.");

    public static readonly ProblemType DebtorMissing = ProblemType.Conflict(
        "DEBTOR_MISSING", "The shop has no debtor account.", "Set the debtor in the payout settings.");

    public static readonly ProblemType AccountTooLong = ProblemType.Conflict(
        "ACCOUNT_TOO_LONG", "An account does not fit the file.",
        "Propose and approve a shorter account for the payee.");

    public static readonly ProblemType DateInvalid = ProblemType.Invalid(
        "DATE_INVALID", "The date is not written as a date.", "Write a date as 2026-01-31.");

    public static readonly ProblemType DatePassed = ProblemType.Invalid(
        "DATE_PASSED", "The date has passed.", "Choose today or a later day.");
}
