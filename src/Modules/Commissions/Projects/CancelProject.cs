using SocialCommerce.Commissions.DecisionLimits;

namespace SocialCommerce.Commissions.Projects;

/// <summary>Cancels a project without payment; see <see cref="EndProject"/>.</summary>
internal static class CancelProject
{
    /// <summary>Why it is cancelled.</summary>
    [RulesOf(typeof(EndProject.Command))]
    public sealed record Body(string Reason);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/projects/{projectId}/cancellation", (
                string projectId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new EndProject.Command(projectId, null, body.Reason), cancel))
            .Describe(
                "cancelProject", "Commissions", "Cancel a project",
                "Ends an open or expired project without payment and records the reason. Repeating the cancellation "
                    + "changes nothing; a project that has been accepted and paid cannot be cancelled.")
            .Example("""{"reason": "The venue was closed"}""")
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Operator)
            .Problems(
                OperatorProblems.OwnMoney, OperatorProblems.SamePerson, ProjectProblems.ProjectNotFound,
                OperatorProblems.FirstPersonMissing, ProjectProblems.ProjectEnded, ProjectProblems.ProjectExpired,
                ProjectProblems.GoalNotReached, PaymentLimitProblems.ProjectExceedsLimit,
                CommonProblems.ValidationFailed);
}
