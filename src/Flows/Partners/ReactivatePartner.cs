using SocialCommerce.Commissions.Partners;

namespace SocialCommerce.Flows.Partners;

/// <summary>Ends a suspension, or lets a resigned partner qualify again; see <see cref="DecidePartnership"/>.</summary>
internal static class ReactivatePartner
{
    /// <summary>Why.</summary>
    [RulesOf(typeof(DecidePartnership.Command))]
    public sealed record Body(string Reason);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/partners/{customerId}/reactivations", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new DecidePartnership.Command(customerId, Partnership.Reactivated, body.Reason), cancel))
            .Describe(
                "reactivatePartner", "Commissions", "Reactivate a partner",
                "Ends a suspension, or lets a resigned partner qualify again, for orders paid from now on. A suspended "
                    + "partner continues in the tier held before. Conditions met in between take effect at once and "
                    + "may promote. Repeating the reactivation changes nothing; a partner who is neither suspended nor "
                    + "resigned is rejected.")
            .Example("""{"reason": "The complaints were unfounded"}""")
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Operator)
            .Problems(
                CustomerProblems.CustomerNotFound, PartnerProblems.NotAPartner, PartnerProblems.PartnerActive,
                CommonProblems.ValidationFailed);
}
