using Microsoft.AspNetCore.Http.HttpResults;
using SocialCommerce.Membership.Members;

namespace SocialCommerce.Membership.TierOutlooks;

/// <summary>Gets what becomes of a member's tier: what is missing to the next one, and what follows this one.</summary>
internal static class GetMemberTierProjection
{
    /// <summary>The customer.</summary>
    public sealed record Query(string CustomerId) : IRequest<Answer>;

    /// <summary>The projection and its tag.</summary>
    public sealed record Answer(string Tag, Result Result);

    /// <summary>A customer's tier, the next one, and what happens at the end of the period.</summary>
    /// <param name="Tier">The tier in force; absent for none.</param>
    /// <param name="NextTier">The next tier that growth reaches, and what is missing; absent above the last.</param>
    /// <param name="Keeping">What keeps the tier that growth gave; absent where nothing is asked for.</param>
    /// <param name="AtPeriodEnd">What follows if nothing changes; absent where the tier does not end.</param>
    public sealed record Result(
        string CustomerId, GetMemberPrivileges.Tier? Tier, GetMemberPrivileges.Next? NextTier, Keep? Keeping,
        Following? AtPeriodEnd);

    /// <summary>What a member has to gain to keep a tier.</summary>
    /// <param name="TierId">The tier; it may stand below the one in force.</param>
    /// <param name="GrowthGained">Growth gained in the period so far.</param>
    /// <param name="GrowthMissing">Growth that is missing; 0 where the tier is kept.</param>
    /// <param name="SpendMissingMinor">Spend that is missing, in minor units; absent where none is.</param>
    /// <param name="By">The end of the period, or of the days of grace.</param>
    /// <param name="GraceSince">When the days of grace began; absent before them.</param>
    public sealed record Keep(
        string TierId, long GrowthGained, long GrowthMissing, long? SpendMissingMinor, DateTimeOffset By,
        DateTimeOffset? GraceSince)
    {
        internal static Keep? Of(MemberNow now)
        {
            var (moved, tiers) = (now.Moved, now.Catalogue.InForce);
            if (tiers.Find(moved.GrowthTier) is not { AsksToKeep: true } tier) return null;
            var (growth, spend) = tiers.Missing(moved, tier);
            return new Keep(
                tier.TierId, moved.Period?.Growth ?? 0, growth, spend > 0 ? spend : null,
                moved.GrowthTierUntil!.Value, moved.Period?.GraceSince);
        }
    }

    /// <summary>What follows a tier if nothing changes.</summary>
    /// <param name="At">When the tier in force ends.</param>
    /// <param name="Outcome" example="grace">
    /// <c>kept</c>, <c>grace</c> (the tier stands for its days of grace), <c>lower</c> or <c>none</c>.
    /// </param>
    /// <param name="Tier">The tier from then on, the same one where it is kept; absent for none.</param>
    /// <param name="AfterGrace">What follows the days of grace.</param>
    public sealed record Following(
        DateTimeOffset At, string Outcome, GetMemberPrivileges.Tier? Tier, AfterGrace? AfterGrace);

    /// <summary>What follows the days of grace if nothing changes.</summary>
    /// <param name="At">When they end.</param>
    /// <param name="Tier">The tier from then on; absent for none.</param>
    public sealed record AfterGrace(DateTimeOffset At, GetMemberPrivileges.Tier? Tier);

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
                "Returns the tier in force, what is missing to the next tier and to keep this one, and what follows "
                    + "at the end of the period if the customer neither buys nor returns anything: the same tier, "
                    + "its days of grace, a lower tier, or none.")
            .Tagged()
            .Scope(Scopes.MembershipRead).Produces(StatusCodes.Status304NotModified)
            .Problems(CustomerProblems.CustomerNotFound, CommonProblems.StillRunning);

    internal sealed class Handler(MemberReader members) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query query, CancellationToken cancel)
        {
            var now = await members.Read(query.CustomerId, cancel);
            return new Answer(now.Tag, new Result(
                query.CustomerId, GetMemberPrivileges.Tier.Of(now.Tier), GetMemberPrivileges.Next.Of(now), Keep.Of(now),
                Followed(TierOutlook.Of(now.Member, now.Catalogue, now.At))));
        }

        private static Following? Followed(TierOutlook outlook) => outlook.Ends is not { } end
            ? null
            : new Following(
                end, outlook.Outcome!, GetMemberPrivileges.Tier.Of(outlook.Follows),
                outlook.Then is { Ends: { } last } then
                    ? new AfterGrace(last, GetMemberPrivileges.Tier.Of(then.Follows))
                    : null);
    }
}
