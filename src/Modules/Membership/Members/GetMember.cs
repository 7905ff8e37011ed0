using Microsoft.AspNetCore.Http.HttpResults;

namespace SocialCommerce.Membership.Members;

/// <summary>
/// Gets a member's growth, points and tier in force, and the tiers held independently of growth, one of which may
/// follow when the tier in force ends.
/// </summary>
internal static class GetMember
{
    /// <summary>The customer.</summary>
    public sealed record Query(string CustomerId) : IRequest<Answer>;

    /// <summary>The member and its tag.</summary>
    public sealed record Answer(string Tag, Result Result);

    /// <summary>A member; no tier and zeros for a known person who never bought.</summary>
    /// <param name="Points">The balance, with pending points and less a debt.</param>
    public sealed record Result(
        string CustomerId, long Growth, long Points, GetMemberPrivileges.Tier? Tier,
        IReadOnlyList<GetMemberPrivileges.Tier> HeldTiers);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/members/{customerId}", async Task<Results<Ok<Result>, StatusCodeHttpResult>> (
                string customerId, HttpContext http, IMediator mediator, CancellationToken cancel) =>
            {
                var answer = await mediator.Send(new Query(customerId), cancel);
                return EntityTag.Answer(http, answer.Tag, answer.Result);
            })
            .Describe(
                "getMember", "Membership", "Get a member",
                "Returns a customer's growth, points and tier in force, and the tiers held independently of growth, "
                    + "one of which may follow when the tier in force ends. A known customer who has never bought is "
                    + "answered with no tier and zeros.")
            .Tagged()
            .Scope(Scopes.MembershipRead)
            .Produces(StatusCodes.Status304NotModified)
            .Problems(CustomerProblems.CustomerNotFound, CommonProblems.StillRunning);

    internal sealed class Handler(MemberReader members) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query query, CancellationToken cancel)
        {
            var now = await members.Read(query.CustomerId, cancel);
            var held = MemberRules.HeldAt(now.Member, now.Catalogue, now.At);
            // A held tier below the one in force may end without changing that one.
            // Points are spent and expire without a change of the row.
            return new Answer($"{now.Tag[..^1]}-{held.Count}-{now.Member.Points}\"", new Result(
                query.CustomerId, now.Member.Growth, now.Member.Points, GetMemberPrivileges.Tier.Of(now.Tier),
                [.. held.Select(one => GetMemberPrivileges.Tier.Of(one)!)]));
        }
    }
}
