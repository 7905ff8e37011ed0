using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Commissions;

/// <summary>
/// Publishes a plan version: it governs the orders paid from its effective time on, which is later than any other
/// version's and not in the past. Its worst payout must lie within its cap, and a perpetual plan is proved first: a
/// promotion that would hurt somebody is named and refuses it.
/// </summary>
public static class PublishPlan
{
    /// <summary>From when on; without it, from now on.</summary>
    public sealed record Body(DateTimeOffset? EffectiveFrom = null);

    /// <summary>The version to publish; publishing it again for the same time changes nothing.</summary>
    public sealed record Command(string PlanId, Body Body, string? IfMatch) : IRequest<PlanVersion>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/plans/{planId}/publish", async (
                string planId, Body? body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpResponse response,
                IMediator mediator, CancellationToken cancel) =>
                (await mediator.Send(new Command(planId, body ?? new Body(), ifMatch), cancel)).Tagged(response))
            .Describe("publishPlan", "Commissions", "Publish a plan version")
            .Scope(Scopes.CommissionsWrite).Refuses(404, 409, 412, 422);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, PlanVersion>
    {
        public async Task<PlanVersion> Handle(Command command, CancellationToken cancel)
        {
            // Proved before anything is locked: orders shall not wait for it.
            var (draft, tiers) = await db.ReadPlan(caller.Shop.Id, command.PlanId, cancel);
            if (draft.Status == PlanVersion.Draft) Check(draft, tiers);
            return await db.Write(caller.Shop.Id, work => Publish(work, command, draft, tiers), cancel);
        }

        private async Task<PlanVersion> Publish(Work work, Command command, PlanRow draft, List<string> proved)
        {
            var read = work.Batch();
            // First, because it locks the shop's row: of two publications at once the second sees the first.
            read.RaiseSettingsVersion(work.ShopId);
            var state = read.ShopState(work.ShopId);
            var locked = read.LockPlan(work.ShopId, command.PlanId);
            var tiers = read.TierIds(work.ShopId);
            var latest = read.Rows<Latest>(LatestSql, new { shop = work.ShopId });
            await read.Run(work.Cancel);

            var plan = locked.OrNotFound(command.PlanId);
            if (plan.Status != PlanVersion.Draft) return Again(plan, command.Body.EffectiveFrom);
            VersionTag.Require(command.IfMatch, plan.Revision);
            var now = state.First!.Now(caller.Shop, time);
            var from = command.Body.EffectiveFrom ?? now;
            CheckTime(from, now, latest.First!.EffectiveFrom, caller.Shop.Sandbox && state.First.ClockAt is null);
            if (plan.Revision != draft.Revision || !tiers.List.SequenceEqual(proved)) Check(plan, tiers.List);

            var write = work.Batch();
            var made = write.Rows<PlanRow>(PublishSql, new { shop = work.ShopId, plan.PlanKey, from, now });
            await write.Commit(work.Cancel);
            return made.First!.ToVersion();
        }

        private static PlanVersion Again(PlanRow plan, DateTimeOffset? from) =>
            from is null || from == plan.EffectiveFrom
            ? plan.ToVersion()
            : throw Refused.Conflict(
                "PLAN_PUBLISHED", $"It is published, effective from {plan.EffectiveFrom:O}.", "#/effectiveFrom");

        private static void CheckTime(DateTimeOffset from, DateTimeOffset now, DateTimeOffset? latest, bool unset)
        {
            // A following clock that has heard of nothing has no past.
            if (from < now && !unset)
                throw Refused.Invalid("EFFECTIVE_IN_PAST", $"The shop's clock is at {now:O}.", "#/effectiveFrom");
            if (from <= latest)
                throw Refused.Conflict(
                    "EFFECTIVE_NOT_LATER", $"A version is effective from {latest:O}; this one must be later.",
                    "#/effectiveFrom");
        }

        private static void Check(PlanRow plan, IReadOnlyList<string> tiers)
        {
            var content = Json.Read<PlanContent>(plan.Content);
            var fault = PlanRanks.Faults(content, tiers).FirstOrDefault()
                ?? PlanProof.Of(content, tiers).Refusal(content);
            if (fault is not null) throw Refused.Invalid(fault.Code, fault.Detail, fault.Pointer("Content"));
        }
    }

    private sealed record Latest(DateTimeOffset? EffectiveFrom);

    private const string LatestSql = """
        select max(effective_from) as effective_from from plans where shop_id = @shop
        """;

    private const string PublishSql = $"""
        update plans set status = 'published', effective_from = @from, published_at = @now, revision = revision + 1
        where shop_id = @shop and plan_key = @planKey
        returning {PlanRow.Columns}
        """;
}
