using Microsoft.AspNetCore.Mvc;

namespace SocialCommerce.Commissions.Publishing;

/// <summary>
/// Whether a plan version needs four eyes: an approver other than its last editor publishes it. Live shops need them
/// until an administrator switches them off.
/// </summary>
internal static class PublishingPolicy
{
    /// <summary>The policy.</summary>
    /// <param name="FourEyes">Whether a second person publishes.</param>
    public sealed record Body(bool FourEyes);

    /// <summary>The policy to set.</summary>
    public sealed record Command(Body Body, string? IfMatch) : IRequest<Policy>;

    /// <summary>The policy in force.</summary>
    public sealed record Query : IRequest<Policy>;

    /// <summary>
    /// A version of the policy; 0 while none is set, when live shops have four eyes and sandboxes have not.
    /// </summary>
    public sealed record Policy(long Version, bool FourEyes)
    {
        internal static readonly Policy None = new(0, false);
    }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/publishing-policy", async (
                Body body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpResponse response, IMediator mediator,
                CancellationToken cancel) => Tag(response, await mediator.Send(new Command(body, ifMatch), cancel)))
            .Describe(
                "putPublishingPolicy", "Commissions", "Set the publishing policy",
                "Switches four-eyes publishing on or off. When it is on, plan versions are published by an approver "
                    + "other than their last editor. It is on by default for live shops and off for sandboxes. Setting "
                    + "the same value again changes nothing; a stale `If-Match` is rejected with 412.")
            .Example("""{"fourEyes": true}""")
            .Tagged()
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Admin).Problems(CommonProblems.ChangedMeanwhile);
        routes.MapGet("/v1/publishing-policy", async (
                HttpResponse response, IMediator mediator, CancellationToken cancel) =>
                Tag(response, await mediator.Send(new Query(), cancel)))
            .Describe(
                "getPublishingPolicy", "Commissions", "Get the publishing policy",
                "Returns whether a second person must publish plan versions, with the policy's version as ETag. "
                    + "Version 0 means the default: on for live shops, off for sandboxes.")
            .Tagged()
            .Scope(Scopes.CommissionsRead);
    }

    private static Body Tag(HttpResponse response, Policy policy)
    {
        response.Headers.ETag = EntityTag.Of(policy.Version);
        return new Body(policy.FourEyes);
    }

    /// <summary>The policy in force, as a statement of a batch.</summary>
    public static PendingRows<Policy> PublishingPolicyInForce(this CommissionsBatch batch, long shopId) =>
        batch.Rows<Policy>(LatestSql, new { shop = shopId });

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, Policy>, IRequestHandler<Query, Policy>
    {
        public Task<Policy> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, async transaction =>
            {
                var read = transaction.Batch();
                // First, because it locks the shop's row: of two changes at once the second sees the first.
                read.RaiseSettingsVersion(transaction.ShopId);
                var state = read.ShopState(transaction.ShopId);
                var latest = read.Commissions.PublishingPolicyInForce(transaction.ShopId);
                await read.Run(cancel);

                var old = latest.First ?? Policy.None;
                EntityTag.Require(command.IfMatch, old.Version);
                if (old.FourEyes == command.Body.FourEyes) return old;
                var write = transaction.Batch();
                var made = write.Rows<Policy>(InsertSql, new
                {
                    shop = transaction.ShopId,
                    command.Body.FourEyes,
                    now = state.First!.Now(caller.Shop, time),
                });
                write.Log(transaction.ShopId, caller, new AuditEntry(
                    "publishingPolicy", "publishing", new Body(old.FourEyes), command.Body));
                await write.Commit(cancel);
                return made.First!;
            }, cancel);

        public async Task<Policy> Handle(Query query, CancellationToken cancel) =>
            (await db.Read(caller.Shop.Id, batch => batch.Commissions.PublishingPolicyInForce(caller.Shop.Id), cancel))
                .First
            ?? Policy.None;
    }

    private const string LatestSql = """
        select coalesce(p.version, 0) as version, coalesce(p.four_eyes, not s.sandbox) as four_eyes
        from shops s
        left join lateral (
            select version, four_eyes from publishing_policies where shop_id = @shop order by version desc limit 1
        ) p on true
        where s.shop_id = @shop
        """;

    private const string InsertSql = """
        insert into publishing_policies (shop_id, four_eyes, recorded_at) values (@shop, @fourEyes, @now)
        returning version, four_eyes
        """;
}
