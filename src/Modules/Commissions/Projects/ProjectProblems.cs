namespace SocialCommerce.Commissions.Projects;

/// <summary>Refusals of project bonuses.</summary>
internal static class ProjectProblems
{
    public static readonly ProblemType ProjectNotFound = ProblemType.NotFound(
        "PROJECT_NOT_FOUND", "There is no such project.", "List the projects and use an id of that list.");

    public static readonly ProblemType ProjectConflict = ProblemType.Conflict(
        "PROJECT_CONFLICT", "The project is known with other content.",
        "Use a new projectId; send a repetition unchanged.");

    public static readonly ProblemType ProjectExpired = ProblemType.Conflict(
        "PROJECT_EXPIRED", "The deadline has passed.", "Open a new project.");

    public static readonly ProblemType ProjectEnded = ProblemType.Conflict(
        "PROJECT_ENDED", "The project has ended.", "Read the project; its first end stands.");

    public static readonly ProblemType BeneficiaryNotPartner = ProblemType.Invalid(
        "BENEFICIARY_NOT_PARTNER", "A beneficiary is not an active partner.", "Name active partners only.");

    public static readonly ProblemType DeadlinePast = ProblemType.Invalid(
        "DEADLINE_PAST", "The deadline lies in the past.", "Choose a deadline after the shop's clock.");

    public static readonly ProblemType GoalNotReached = ProblemType.Invalid(
        "GOAL_NOT_REACHED", "The goal is not reached.", "Report what was achieved, or cancel the project.");
}
