using Microsoft.AspNetCore.Http.HttpResults;
using SocialCommerce.Membership.Tiers;

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

    internal sealed class Handler(People people, Caller caller, MemberCatalogues catalogues, TimeProvider time)
        : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            var person = await people.Ask(shop.Id, query.CustomerId, cancel)
                ?? throw CustomerProblems.CustomerNotFound.For(query.CustomerId);
            var catalogue = await catalogues.Get(shop.Id, person.SettingsVersion, cancel);
            var (member, now) = (person.Member, person.Now(shop, time));
            var tier = MemberRules.TierAt(member, catalogue, now);
            var held = MemberRules.HeldAt(member, catalogue, now);
            return new Answer(TagOf(catalogue, member, tier, held.Count), new Result(
                query.CustomerId, member.Growth, member.Points, GetMemberPrivileges.Tier.Of(tier),
                [.. held.Select(one => GetMemberPrivileges.Tier.Of(one)!)]));
        }

        // A held tier below the one in force may end without changing that one.
        private static string TagOf(MemberCatalogue catalogue, MemberRow member, TierInForce? tier, int held) =>
            $"{MemberTag.Of(catalogue, member, tier)[..^1]}-{held}\"";
    }
}
