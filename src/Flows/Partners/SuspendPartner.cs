using SocialCommerce.Commissions.Partners;

namespace SocialCommerce.Flows.Partners;

/// <summary>Suspends a partner for orders paid from then on; see <see cref="DecidePartnership"/>.</summary>
internal static class SuspendPartner
{
    /// <summary>Why.</summary>
    [RulesOf(typeof(DecidePartnership.Command))]
    public sealed record Body(string Reason);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/partners/{customerId}/suspensions", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new DecidePartnership.Command(customerId, Partnership.Suspended, body.Reason), cancel))
            .Describe(
                "suspendPartner", "Commissions", "Suspend a partner",
                "Suspends a partner for orders paid from now on. The partner keeps the tier but earns nothing, and "
                    + "meeting conditions leads to no promotion until the partner is reactivated. Referral bindings "
                    + "stay. Repeating the suspension changes nothing. A customer without a partner tier is rejected.")
            .Example("""{"reason": "Complaints about the samples, under investigation"}""")
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Operator)
            .Problems(
                CustomerProblems.CustomerNotFound, PartnerProblems.NotAPartner, PartnerProblems.PartnerActive,
                CommonProblems.ValidationFailed);
}
