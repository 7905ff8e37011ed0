namespace SocialCommerce.Payouts.TaxReports;

/// <summary>Refusals of tax reports and remittances.</summary>
internal static class TaxProblems
{
    public static readonly ProblemType TaxRemittanceNotFound = ProblemType.NotFound(
        "TAX_REMITTANCE_NOT_FOUND", "There is no such tax remittance.",
        "List the remittances and use an id of that list.");

    public static readonly ProblemType RemittanceIdReused = ProblemType.Conflict(
        "REMITTANCE_ID_REUSED", "Another remittance has this id.",
        "Use a new remittanceId; send a repetition unchanged.");

    public static readonly ProblemType RemittanceDecided = ProblemType.Conflict(
        "REMITTANCE_DECIDED", "The remittance was decided otherwise.",
        "Read the remittance; the first decision stands.");

    public static readonly ProblemType RemittanceExceedsTax = ProblemType.Invalid(
        "REMITTANCE_EXCEEDS_TAX", "The remittance exceeds the tax left to remit.", "Remit at most what detail names.");

    public static readonly ProblemType MonthInvalid = ProblemType.Invalid(
        "MONTH_INVALID", "The month is not written as a month.", "Write a month as 2026-01.");

    public static readonly ProblemType YearInvalid = ProblemType.Invalid(
        "YEAR_INVALID", "The year is out of range.", "Send a year in the range that detail gives.");
}
