namespace SocialCommerce.Commissions.Projects;

/// <summary>A task with how it stands.</summary>
/// <param name="ProjectId">The shop's own id.</param>
/// <param name="Content">What it is about.</param>
/// <param name="PlanId">The plan version that governs it.</param>
/// <param name="Status"><c>open</c>, <c>expired</c>, <c>accepted</c> or <c>cancelled</c>.</param>
/// <param name="OpenedBy" example="li.na">Operator who opened it.</param>
/// <param name="OpenedAt">When, by the shop's clock.</param>
/// <param name="Decision">How it ended.</param>
internal sealed record Project(
    string ProjectId, ProjectContent Content, string PlanId, string Status, string OpenedBy, DateTimeOffset OpenedAt,
    ProjectDecision? Decision = null);
