using Microsoft.AspNetCore.Mvc;
using SocialCommerce.Commissions.Compliance;
using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Publishing;
using SocialCommerce.Flows.Context;

namespace SocialCommerce.Flows.Plans;

/// <summary>
/// Publishes a plan version. It governs the orders paid from its effective time on, which is later than any other
/// version's and not in the past. The guard's refusals prevent publication; a named person acknowledges its flags.
/// Under four-eyes publishing an approver other than the last editor publishes.
/// </summary>
internal static class PublishPlan
{
    private const int MaxText = 1000;

    /// <summary>From when on, and what is acknowledged.</summary>
    /// <param name="EffectiveFrom">Without it, from now on.</param>
    /// <param name="Acknowledgements">One for each flag of the validation.</param>
    public sealed record Body(
        DateTimeOffset? EffectiveFrom = null,
        [property: Most(1_000)] IReadOnlyList<Acknowledgement>? Acknowledgements = null);

    /// <summary>The version to publish; publishing it again for the same time changes nothing.</summary>
    public sealed record Command(string PlanId, Body Body, string? IfMatch) : IRequest<PlanVersion>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/plans/{planId}/publish", async (
                string planId, Body? body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpResponse response,
                IMediator mediator, CancellationToken cancel) =>
                (await mediator.Send(new Command(planId, body ?? new Body(), ifMatch), cancel)).Tagged(response))
            .Describe(
                "publishPlan", "Commissions", "Publish a plan version",
                "Publishes a draft. It governs orders paid from `effectiveFrom` on, by default from now. The effective "
                    + "time must not be in the past and must be later than that of every other version. The API "
                    + "rejects configuration errors, findings refused by the compliance guard, and flags without an "
                    + "acknowledgement. Under four-eyes publishing an approver other than the last editor must "
                    + "publish. Publishing again for the same time changes nothing; a stale `If-Match` is rejected "
                    + "with 412.")
            .Example("""
                {"effectiveFrom": "2026-02-01T00:00:00Z", "acknowledgements": [
                  {"ruleId": "G01", "path": "#/content/payDepth", "reason": "Approved by counsel on 2026-01-12"}]}
                """)
            .Tagged()
            .Scope(Scopes.CommissionsWrite).ForBackends(Roles.Operator, Roles.Approver).Expensive()
            .Problems(
                AccessProblems.PersonRequired, OperatorProblems.SamePerson, PlanProblems.PlanNotFound,
                PlanProblems.EffectiveNotLater, OperatorProblems.FirstPersonMissing, PlanProblems.PlanPublished,
                CommonProblems.ChangedMeanwhile, PlanProblems.AcknowledgementMissing,
                PlanProblems.AcknowledgementUnknown, PlanProblems.EffectiveInPast, PlanProblems.NotPerpetual,
                PlanProblems.PerpetualAmount, PlanProblems.PerpetualSkip, PublishingProblems.PlanNotCompliant,
                PlanProblems.PlanTooLarge, PlanProblems.ProofTooLarge, PlanProblems.RatesAboveCap,
                PlanProblems.RatesFall, PlanProblems.TierUnknown, CommonProblems.ValidationFailed,
                PlanProblems.WeightMissing);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleForEach(c => c.Body.Acknowledgements).ChildRules(one =>
        {
            one.RuleFor(a => a.RuleId).MerchantId();
            one.RuleFor(a => a.Path).AtMost(MaxText);
            one.RuleFor(a => a.Reason!).Words().When(a => a.Reason is not null);
        });
    }

    internal sealed class Handler(FlowContext context, Caller caller) : IRequestHandler<Command, PlanVersion>
    {
        public async Task<PlanVersion> Handle(Command command, CancellationToken cancel)
        {
            // Judged before anything is locked: no request shall wait for a proof.
            var early = await PlanInputs.Of(context, command.PlanId, cancel);
            var judged = early.Plan.Status == PlanVersion.Draft
                ? early.Judge(context.Shop, early.State.Now(context.Shop, context.Time), cancel)
                : null;
            return await context.Db.Write(
                context.Shop.Id, transaction => Publish(transaction, command, early, judged), cancel);
        }

        private async Task<PlanVersion> Publish(
            ShopTransaction transaction, Command command, PlanInputs early, PublishingReview? judged)
        {
            var batch = transaction.Batch();
            // First, because it locks the shop's row: of two publications at once the second sees the first.
            batch.RaiseSettingsVersion(transaction.ShopId);
            var inputs = new PlanInputs(batch, context.Shop, command.PlanId, locked: true);
            await batch.Run(transaction.Cancel);

            var plan = inputs.Plan;
            if (plan.Status != PlanVersion.Draft) return Again(plan, command.Body.EffectiveFrom);
            plan.RequireUnchanged(command.IfMatch);
            if (inputs.Publishing.FourEyes) FourEyes.Check(plan.DraftedBy, caller.RequirePerson(Roles.Approver));
            var now = inputs.State.Now(context.Shop, context.Time);
            var judgement = judged?.Profile == PlanInputs.Profile(context.Shop, now) && inputs.Agrees(early)
                ? judged!
                : inputs.Judge(context.Shop, now, transaction.Cancel);
            judgement.RefuseUnlessPublishable();
            var from = command.Body.EffectiveFrom ?? now;
            CheckTime(from, now, inputs);

            var kept = new Publication(
                plan.PlanId, judgement.Profile.Version, judgement.WorstBps!.Value, judgement.Findings,
                Acknowledge(judgement, command.Body.Acknowledgements ?? []), now, plan.DraftedBy,
                caller.Person?.OperatorId);
            return await Write(transaction, plan, from, kept);
        }

        private async Task<PlanVersion> Write(
            ShopTransaction transaction, PlanRow plan, DateTimeOffset from, Publication kept)
        {
            var batch = transaction.Batch();
            var made = batch.Commissions.Publish(transaction.ShopId, plan, from, kept);
            var published = new { Status = "published", EffectiveFrom = from, Publication = kept };
            batch.Log(transaction.ShopId, caller, new AuditEntry("plan", plan.PlanId, new { plan.Status }, published));
            await batch.Commit(transaction.Cancel);
            return made.First!.ToVersion();
        }

        private static PlanVersion Again(PlanRow plan, DateTimeOffset? from) =>
            from is null || from == plan.EffectiveFrom
            ? plan.ToVersion()
            : throw PlanProblems.PlanPublished.Because(
                $"The version is already published, effective from {Json.Text(plan.EffectiveFrom)}.",
                "#/effectiveFrom");

        private void CheckTime(DateTimeOffset from, DateTimeOffset now, PlanInputs inputs)
        {
            // A following clock without any event has no past.
            if (from < now && !(context.Shop.Sandbox && inputs.State.ClockAt is null))
                throw PlanProblems.EffectiveInPast.Because(
                    $"effectiveFrom is before the shop's clock: {Json.Text(now)}.", "#/effectiveFrom");
            var latest = inputs.Publishing.LatestEffectiveFrom;
            if (from <= latest)
                throw PlanProblems.EffectiveNotLater.Because(
                    $"effectiveFrom must be after the latest version's: {Json.Text(latest)}.", "#/effectiveFrom");
        }

        private List<Acknowledged> Acknowledge(PublishingReview judgement, IReadOnlyList<Acknowledgement> given)
        {
            var flags = judgement.Flags.ToList();
            for (var i = 0; i < given.Count; i++)
                if (!flags.Exists(flag => Answers(given[i], flag)))
                    throw PlanProblems.AcknowledgementUnknown.Because(
                        $"The validation has no flag {given[i].RuleId} at {given[i].Path}.", $"#/acknowledgements/{i}");
            var open = flags.Where(flag => !given.Any(one => Answers(one, flag))).ToList();
            if (open.Count > 0)
                throw PlanProblems.AcknowledgementMissing.Because(
                    $"Flags of the compliance guard without an acknowledgement: {open.Count}.",
                    errors: [.. open.Select(PublishingReview.ToError)]);
            if (flags.Count == 0) return [];
            var person = caller.RequirePerson();
            return [.. flags.Select(flag => new Acknowledged(
                flag.RuleId, flag.Path, person.OperatorId, person.Name,
                given.First(one => Answers(one, flag)).Reason))];
        }

        private static bool Answers(Acknowledgement given, GuardFinding flag) =>
            given.RuleId == flag.RuleId && given.Path == flag.Path;
    }
}
