using SocialCommerce.Commissions.Compliance;
using SocialCommerce.Commissions.Plans;

namespace SocialCommerce.Commissions.Publishing;

/// <summary>Returns what was found when a version was published, and who answers for it.</summary>
internal static class GetPublication
{
    /// <summary>The plan version.</summary>
    public sealed record Query(string PlanId) : IRequest<Publication>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/plans/{planId}/publication", (string planId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(planId), cancel))
            .Describe(
                "getPublication", "Commissions", "Get a plan version's publication record",
                "Returns what was established when the version was published: the compliance profile, the findings, "
                    + "the worst payout, the acknowledgements with the persons who gave them, and who drafted and "
                    + "published it. A draft has no publication record and returns 404.")
            .Scope(Scopes.CommissionsRead).Problems(PublishingProblems.PublicationNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Publication>
    {
        public async Task<Publication> Handle(Query query, CancellationToken cancel)
        {
            var (shop, planKey) = (caller.Shop.Id, PublicId.KeyOf(PlanVersion.Prefix, query.PlanId) ?? 0);
            return (await db.First<Row>(shop, Sql, new { shop, planKey }, cancel))?.ToPublication(query.PlanId)
                ?? throw PublishingProblems.PublicationNotFound.For(query.PlanId);
        }
    }

    private sealed record Row(
        string Profile, long WorstBps, string Findings, string Acknowledgements, DateTimeOffset RecordedAt,
        string? DraftedBy, string? PublishedBy)
    {
        public Publication ToPublication(string planId) => new(
            planId, Profile, WorstBps, Json.Read<List<GuardFinding>>(Findings),
            Json.Read<List<Acknowledged>>(Acknowledgements), RecordedAt, DraftedBy, PublishedBy);
    }

    private const string Sql = """
        select p.profile, p.worst_bps, p.findings, p.acknowledgements, p.recorded_at, v.drafted_by, v.published_by
        from plan_publications p join plans v on v.shop_id = p.shop_id and v.plan_key = p.plan_key
        where p.shop_id = @shop and p.plan_key = @planKey
        """;
}
