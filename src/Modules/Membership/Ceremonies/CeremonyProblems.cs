namespace SocialCommerce.Membership.Ceremonies;

/// <summary>Refusals of the entry ceremony.</summary>
public static class CeremonyProblems
{
    public static readonly ProblemType CeremonyRecordNotFound = ProblemType.NotFound(
        "CEREMONY_RECORD_NOT_FOUND", "There is no such record of a ceremony.", "Check the record's id.");

    public static readonly ProblemType CeremonyRecordConflict = ProblemType.Conflict(
        "CEREMONY_RECORD_CONFLICT", "The record is known with other content.",
        "Use another recordId for another step, and correct a record that is wrong.");

    public static readonly ProblemType CeremonyStepUnknown = ProblemType.Invalid(
        "CEREMONY_STEP_UNKNOWN", "No ceremony of the shop has such a step.",
        "Use a key of the joining settings.");
}
