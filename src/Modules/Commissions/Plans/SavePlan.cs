using Microsoft.AspNetCore.Mvc;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Plans;

/// <summary>
/// Creates a draft version of the commission plan, or changes a draft. A draft pays no commission; a published version
/// never changes.
/// </summary>
internal static class SavePlan
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
                return TypedResults.Created(LocationOf(plan), plan.Tagged(response));
            })
            .Describe(
                "createPlan", "Commissions", "Create a plan version",
                "Creates a draft version of the commission plan and returns its id and ETag. A draft pays no "
                    + "commission until it is published. A repeat under the same `Idempotency-Key` answers the first "
                    + "draft; without a key every request creates another one. The API rejects invalid configuration "
                    + "and a plan whose worst payout exceeds its own order cap.")
            .Example("""
                {"content": {"payDepth": 2, "holdDays": 15, "minimumPayout": 10000, "rules": [{"ruleId": "level",
                  "kind": "level", "rates": [{"depth": 1, "tier": "T1", "bps": 1000},
                    {"depth": 2, "tier": "T1", "bps": 300}]}]}}
                """)
            .Tagged()
            .Located()
            .Scope(Scopes.CommissionsWrite).ForBackends(Roles.Operator, Roles.Approver).Repeatable().Expensive()
            .Problems(
                PlanProblems.PlanNotFound, PlanProblems.PlanPublished, CommonProblems.ChangedMeanwhile,
                CommonProblems.ValidationFailed);
        routes.MapPut("/v1/plans/{planId}", async (
                string planId, Body body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpResponse response,
                IMediator mediator, CancellationToken cancel) =>
                (await mediator.Send(new Command(planId, body, ifMatch), cancel)).Tagged(response))
            .Describe(
                "putPlan", "Commissions", "Update a draft plan version",
                "Replaces the content of a draft. The content is validated as at creation; the revision and the ETag "
                    + "change with every update, and the caller becomes the last editor, who cannot publish it under "
                    + "four-eyes publishing. Published versions never change and are rejected. A stale `If-Match` is "
                    + "rejected with 412.")
            .Example("""
                {"content": {"payDepth": 2, "holdDays": 15, "minimumPayout": 10000, "netOfTax": true,
                 "rules": [ {"ruleId": "climb", "kind": "differential", "floorBps": 10000, "rates": [{"tier": "T1",
                 "bps": 1000}, {"tier": "T2", "bps": 2000}]}, {"ruleId": "peers", "kind": "peer", "bps": 500,
                 "of": "bonus", "generations": 1}, {"ruleId": "card", "kind": "level", "products": ["gold-card"],
                 "firstOrders": 1, "monthsFromBinding": 12, "rates": [{"depth": 1, "tier": "T1", "unitMinor": 2000},
                 {"depth": 1, "tier": "T2", "unitMinor": 3000}]}, {"ruleId": "thanks", "kind": "peerOnce",
                 "amountMinor": 50000}, {"ruleId": "tops", "kind": "dividend", "poolBps": 200, "tier": "T2",
                 "share": "teamSales", "teamDepth": 2}, {"ruleId": "task", "kind": "project"}]}}
                """)
            .Tagged()
            .Scope(Scopes.CommissionsWrite).ForBackends(Roles.Operator, Roles.Approver).Expensive()
            .Problems(
                PlanProblems.PlanNotFound, PlanProblems.PlanPublished, CommonProblems.ChangedMeanwhile,
                AccessProblems.IdempotencyKeyReused, CommonProblems.ValidationFailed);
    }

    private static string LocationOf(PlanVersion plan) => $"/v1/plans/{plan.PlanId}";

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Content).HasNo(PlanValidation.FaultsUntil);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time, Idempotency idempotency)
        : IRequestHandler<Command, PlanVersion>
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
                transaction =>
                    command.PlanId is null ? Draft(transaction, content) : Edit(transaction, command, content), cancel);
        }

        private async Task<PlanVersion> Draft(ShopTransaction transaction, PlanContent content)
        {
            var reads = transaction.Batch();
            var claim = idempotency.Claim(reads, transaction.ShopId);
            var state = reads.ShopState(transaction.ShopId);
            await reads.Run(transaction.Cancel);
            idempotency.ThrowIfKept(claim, answer => LocationOf(Json.Read<PlanVersion>(answer)));
            var inserting = transaction.Batch();
            var made = inserting.Rows<PlanRow>(InsertSql, new
            {
                shop = transaction.ShopId,
                content = Json.Write(content),
                caller.Person?.OperatorId,
                now = state.First!.Now(caller.Shop, time),
            });
            await inserting.Run(transaction.Cancel);
            var logging = transaction.Batch();
            logging.Log(transaction.ShopId, caller, new AuditEntry("plan", made.First!.PlanId, null, content));
            var version = made.First.ToVersion();
            idempotency.Keep(logging, transaction.ShopId, StatusCodes.Status201Created, Json.Write(version));
            await logging.Commit(transaction.Cancel);
            return version;
        }

        private async Task<PlanVersion> Edit(ShopTransaction transaction, Command command, PlanContent content)
        {
            var reads = transaction.Batch();
            var locked = reads.Commissions.LockPlan(transaction.ShopId, command.PlanId!);
            await reads.Run(transaction.Cancel);
            var old = locked.OrNotFound(command.PlanId!);
            if (old.Status != PlanVersion.Draft)
                throw PlanProblems.PlanPublished.Because(
                    "A published version cannot be changed; create another draft.");
            EntityTag.Require(command.IfMatch, old.Revision);

            var writes = transaction.Batch();
            var changed = writes.Rows<PlanRow>(UpdateSql, new
            {
                shop = transaction.ShopId,
                old.PlanKey,
                caller.Person?.OperatorId,
                content = Json.Write(content),
            });
            writes.Log(transaction.ShopId, caller, new AuditEntry("plan", old.PlanId, old.ReadContent(), content));
            await writes.Commit(transaction.Cancel);
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
