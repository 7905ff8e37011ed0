namespace SocialCommerce.Membership.Badges;

/// <summary>Refusals of badges.</summary>
internal static class BadgeProblems
{
    public static readonly ProblemType BadgeNotFound = ProblemType.NotFound(
        "BADGE_NOT_FOUND", "There is no such badge.", "Define the badge first, and check the id.");

    public static readonly ProblemType BadgeRetired = ProblemType.Conflict(
        "BADGE_RETIRED", "The badge is retired.", "Set the status of the badge to active, or award another badge.");

    public static readonly ProblemType BadgeAwardNotFound = ProblemType.NotFound(
        "BADGE_AWARD_NOT_FOUND", "There is no such award of the badge.", "Check the award's id.");

    public static readonly ProblemType BadgeAwardConflict = ProblemType.Conflict(
        "BADGE_AWARD_CONFLICT", "The award is known with other content.",
        "Use another awardId for another award.");
}
