using SocialCommerce.Commissions.DecisionLimits;

namespace SocialCommerce.Commissions.Projects;

/// <summary>Accepts a project until its deadline, which pays its partners once; see <see cref="EndProject"/>.</summary>
internal static class AcceptProject
{
    /// <summary>What was achieved of the target, and why it is accepted.</summary>
    /// <param name="Achieved">Of the target; more than it pays no more.</param>
    /// <param name="Reason">Why.</param>
    [RulesOf(typeof(EndProject.Command))]
    public sealed record Body(long Achieved, string Reason);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/projects/{projectId}/acceptance", (
                string projectId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new EndProject.Command(projectId, body.Achieved, body.Reason), cancel))
            .Describe(
                "acceptProject", "Commissions", "Accept a project",
                "Accepts a project until its deadline and pays its partners once, all or nothing or pro rata to "
                    + "`achieved`, as the project says. A partner who is no longer active is paid nothing. Neither the "
                    + "person who opened the project nor a person in its split can accept it. Repeating the acceptance "
                    + "with the same `achieved` changes nothing; an expired, cancelled or differently accepted project "
                    + "is rejected, as is a result that pays nothing.")
            .Example("""{"achieved": 8, "reason": "Eight events with their lists of guests"}""")
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Operator, Roles.Approver)
            .Problems(
                OperatorProblems.OwnMoney, OperatorProblems.SamePerson, ProjectProblems.ProjectNotFound,
                OperatorProblems.FirstPersonMissing, ProjectProblems.ProjectEnded, ProjectProblems.ProjectExpired,
                ProjectProblems.GoalNotReached, PaymentLimitProblems.ProjectExceedsLimit,
                CommonProblems.ValidationFailed);
}
