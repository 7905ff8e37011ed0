namespace SocialCommerce.Touchpoints;

/// <summary>Refusals of touchpoints.</summary>
internal static class TouchpointProblems
{
    public static readonly ProblemType TouchpointNotFound = ProblemType.NotFound(
        "TOUCHPOINT_NOT_FOUND", "There is no such touchpoint.", "Create the touchpoint first, and check the id.");

    public static readonly ProblemType ScanCodeNotFound = ProblemType.NotFound(
        "SCAN_CODE_NOT_FOUND", "There is no touchpoint with this code.",
        "Read the code again; the touchpoint may be of another shop.");
}
