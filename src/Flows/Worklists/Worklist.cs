namespace SocialCommerce.Flows.Worklists;

/// <summary>The worklists: customers for a person of the shop to call, write to or decide about.</summary>
internal static class Worklist
{
    /// <summary>The next offer begins; the occasion is the next rung.</summary>
    public const string StepUp = "stepUp";

    /// <summary>The growth is near that of the next tier; the occasion is that tier.</summary>
    public const string NearTier = "nearTier";

    /// <summary>The tier ends soon and is not kept; the occasion is its end.</summary>
    public const string TierEnding = "tierEnding";

    /// <summary>Sleeping, and not lost yet; the occasion is the latest payment.</summary>
    public const string Sleeping = "sleeping";

    /// <summary>Points expire soon; the occasion is the first expiry.</summary>
    public const string PointsExpiring = "pointsExpiring";

    /// <summary>An application to become a partner waits; the occasion is its id.</summary>
    public const string Application = "partnerApplication";

    /// <summary>All of them.</summary>
    public static readonly string[] All = [StepUp, NearTier, TierEnding, Sleeping, PointsExpiring, Application];

    /// <summary>The worklist, or 404.</summary>
    public static string OrNotFound(string worklist) =>
        All.Contains(worklist) ? worklist : throw WorklistProblems.WorklistNotFound.For(worklist);
}
