using SocialCommerce.Commissions.Partners;

namespace SocialCommerce.Flows.Partners;

/// <summary>Ends a partnership for orders paid from then on; see <see cref="DecidePartnership"/>.</summary>
internal static class ResignPartner
{
    /// <summary>Why.</summary>
    [RulesOf(typeof(DecidePartnership.Command))]
    public sealed record Body(string Reason);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/partners/{customerId}/resignations", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new DecidePartnership.Command(customerId, Partnership.Resigned, body.Reason), cancel))
            .Describe(
                "resignPartner", "Commissions", "Record a partner's resignation",
                "Ends a partnership for orders paid from now on: the tier is lost, and meeting conditions leads to no "
                    + "promotion until the customer is reactivated. Referral bindings stay. Repeating the resignation "
                    + "changes nothing. A customer without a partner tier is rejected.")
            .Example("""{"reason": "At the partner's own wish"}""")
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Operator)
            .Problems(
                CustomerProblems.CustomerNotFound, PartnerProblems.NotAPartner, PartnerProblems.PartnerActive,
                CommonProblems.ValidationFailed);
}
