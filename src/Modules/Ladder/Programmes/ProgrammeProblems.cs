namespace SocialCommerce.Ladder.Programmes;

/// <summary>Refusals of programmes.</summary>
internal static class ProgrammeProblems
{
    public static readonly ProblemType ProgrammeNotFound = ProblemType.NotFound(
        "PROGRAMME_NOT_FOUND", "There is no such programme.", "Define the programme first, and check the id.");

    public static readonly ProblemType ProgrammeInUse = ProblemType.Conflict(
        "PROGRAMME_IN_USE", "Customers are enrolled in the programme.",
        "Keep factor, window and the held-out part, or define another programme.");

    public static readonly ProblemType ProgrammeActionConflict = ProblemType.Conflict(
        "PROGRAMME_ACTION_CONFLICT", "The action of a programme is known with other content.",
        "Use another actionId for another action.");
}
