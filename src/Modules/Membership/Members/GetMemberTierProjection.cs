using Microsoft.AspNetCore.Http.HttpResults;

namespace SocialCommerce.Membership.Members;

/// <summary>Gets what becomes of a member's tier: what is missing to the next one, and what follows this one.</summary>
internal static class GetMemberTierProjection
{
    /// <summary>The customer.</summary>
    public sealed record Query(string CustomerId) : IRequest<Answer>;

    /// <summary>The projection and its tag.</summary>
    public sealed record Answer(string Tag, Result Result);

    /// <summary>A customer's tier, the next one, and what happens at the end of the period.</summary>
    /// <param name="Tier">The tier in force; absent for none.</param>
    /// <param name="NextTier">The next tier that growth reaches, and the growth missing; absent above the last.</param>
    /// <param name="AtPeriodEnd">What follows if nothing changes; absent where the tier does not end.</param>
    public sealed record Result(
        string CustomerId, GetMemberPrivileges.Tier? Tier, GetMemberPrivileges.Next? NextTier, Following? AtPeriodEnd);

    /// <summary>What follows a tier if nothing changes.</summary>
    /// <param name="At">When the tier in force ends.</param>
    /// <param name="Tier">The tier from then on, the same one where it is kept; absent for none.</param>
    public sealed record Following(DateTimeOffset At, GetMemberPrivileges.Tier? Tier);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/members/{customerId}/tier-projection",
            static async Task<Results<Ok<Result>, StatusCodeHttpResult>> (
                string customerId, HttpContext http, IMediator mediator, CancellationToken cancel) =>
            {
                var answer = await mediator.Send(new Query(customerId), cancel);
                return EntityTag.Answer(http, answer.Tag, answer.Result);
            })
            .Describe(
                "getMemberTierProjection", "Membership", "Get a member's tier projection",
                "Returns the tier in force, the growth missing to the next tier, and what follows at the end of the "
                    + "period if the customer neither buys nor returns anything: the same tier, a lower one, or none.")
            .Tagged()
            .Scope(Scopes.MembershipRead).Produces(StatusCodes.Status304NotModified)
            .Problems(CustomerProblems.CustomerNotFound, CommonProblems.StillRunning);

    internal sealed class Handler(MemberReader members) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query query, CancellationToken cancel)
        {
            var now = await members.Read(query.CustomerId, cancel);
            var following = now.Tier?.Until is { } end
                ? new Following(end, GetMemberPrivileges.Tier.Of(MemberRules.TierAt(now.Member, now.Catalogue, end)))
                : null;
            return new Answer(now.Tag, new Result(
                query.CustomerId, GetMemberPrivileges.Tier.Of(now.Tier), GetMemberPrivileges.Next.Of(now),
                following));
        }
    }
}
