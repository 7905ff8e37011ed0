namespace SocialCommerce.Commissions.Projects;

/// <summary>How a task ended.</summary>
/// <param name="Accepted">False where it was cancelled.</param>
/// <param name="Reason">Why.</param>
/// <param name="DecidedBy">Operator who decided.</param>
/// <param name="DecidedAt">When, by the shop's clock.</param>
/// <param name="Achieved">Of the target.</param>
/// <param name="Worth">What it comes to.</param>
/// <param name="Shares">Each person's share.</param>
/// <param name="MaturesAt">When that matures: the plan's hold after the acceptance.</param>
internal sealed record ProjectDecision(
    bool Accepted, string Reason, string DecidedBy, DateTimeOffset DecidedAt, long? Achieved = null,
    Money? Worth = null, IReadOnlyList<ProjectShare>? Shares = null, DateTimeOffset? MaturesAt = null);
