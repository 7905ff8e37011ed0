using FluentValidation;
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
/// Drafts a version of the commission plan, or changes a draft. A draft pays nobody; once published a version never
/// changes.
/// </summary>
public static class DraftPlan
{
    /// <summary>
    /// What the version is to hold. The example of createPlan is a level plan, that of putPlan has a rule of each kind.
    /// </summary>
    public sealed record Body(PlanContent Content);

    /// <summary>A draft to make (no id), or to change.</summary>
    public sealed record Command(string? PlanId, Body Body, string? IfMatch = null) : IRequest<PlanVersion>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/plans", async (
                Body body, HttpResponse response, IMediator mediator, CancellationToken cancel) =>
            {
                var plan = await mediator.Send(new Command(null, body), cancel);
                return TypedResults.Created($"/v1/plans/{plan.PlanId}", plan.Tagged(response));
            })
            .Describe("createPlan", "Commissions", "Draft a plan version")
            .Scope(Scopes.CommissionsWrite).ForBackends(Roles.Operator, Roles.Approver).Expensive().Refuses(422);
        routes.MapPut("/v1/plans/{planId}", async (
                string planId, Body body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpResponse response,
                IMediator mediator, CancellationToken cancel) =>
                (await mediator.Send(new Command(planId, body, ifMatch), cancel)).Tagged(response))
            .Describe("putPlan", "Commissions", "Change a draft of a plan version")
            .Scope(Scopes.CommissionsWrite).ForBackends(Roles.Operator, Roles.Approver).Expensive()
            .Refuses(404, 409, 412, 422);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Content).HasNo(PlanShape.FaultsUntil);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, PlanVersion>
    {
        public Task<PlanVersion> Handle(Command command, CancellationToken cancel)
        {
            // Kept with the version, so that it means the same when the defaults change.
            var content = command.Body.Content with
            {
                TendersNotCounted = command.Body.Content.TendersNotCounted ?? PlanContent.DefaultTendersNotCounted,
                DiscountsCounted = command.Body.Content.DiscountsCounted ?? PlanContent.DefaultDiscountsCounted,
            };
            return db.Write(
                caller.Shop.Id,
                work => command.PlanId is null ? Draft(work, content) : Edit(work, command, content), cancel);
        }

        private async Task<PlanVersion> Draft(Work work, PlanContent content)
        {
            var reading = work.Batch();
            var state = reading.ShopState(work.ShopId);
            await reading.Run(work.Cancel);
            var inserting = work.Batch();
            var made = inserting.Rows<PlanRow>(InsertSql, new
            {
                shop = work.ShopId,
                content = Json.Write(content),
                caller.Person?.OperatorId,
                now = state.First!.Now(caller.Shop, time),
            });
            await inserting.Run(work.Cancel);
            var logging = work.Batch();
            logging.Log(work.ShopId, caller, new Change("plan", made.First!.PlanId, null, content));
            await logging.Commit(work.Cancel);
            return made.First.ToVersion();
        }

        private async Task<PlanVersion> Edit(Work work, Command command, PlanContent content)
        {
            var reading = work.Batch();
            var locked = reading.LockPlan(work.ShopId, command.PlanId!);
            await reading.Run(work.Cancel);
            var old = locked.OrNotFound(command.PlanId!);
            if (old.Status != PlanVersion.Draft)
                throw Refused.Conflict("PLAN_PUBLISHED", "A published version never changes; draft another one.");
            VersionTag.Require(command.IfMatch, old.Revision);

            var writing = work.Batch();
            var changed = writing.Rows<PlanRow>(UpdateSql, new
            {
                shop = work.ShopId,
                old.PlanKey,
                caller.Person?.OperatorId,
                content = Json.Write(content),
            });
            writing.Log(work.ShopId, caller, new Change("plan", old.PlanId, old.ReadContent(), content));
            await writing.Commit(work.Cancel);
            return changed.First!.ToVersion();
        }
    }

    private const string InsertSql = $"""
        insert into plans (shop_id, status, content, created_at, drafted_by)
        values (@shop, 'draft', @content::jsonb, @now, @operatorId)
        returning {PlanRow.Columns}
        """;

    private const string UpdateSql = $"""
        update plans set content = @content::jsonb, drafted_by = @operatorId, revision = revision + 1
        where shop_id = @shop and plan_key = @planKey
        returning {PlanRow.Columns}
        """;
}
