namespace SocialCommerce.Flows.Worklists;

/// <summary>Refusals of worklists.</summary>
internal static class WorklistProblems
{
    public static readonly ProblemType WorklistNotFound = ProblemType.NotFound(
        "WORKLIST_NOT_FOUND", "There is no such worklist.", "Use one of the worklists of the document.");
}
