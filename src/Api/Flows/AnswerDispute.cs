using FluentValidation;
using MediatR;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// A named person answers a dispute, with the engine's explanation of the order: what was held is free again and paid
/// as usual. What was wrong is put right by an adjustment that two persons have approved before.
/// </summary>
public static class AnswerDispute
{
    /// <summary>The answer.</summary>
    /// <param name="Outcome">`rejected` or `upheld`.</param>
    /// <param name="Note">What the partner is told.</param>
    /// <param name="AdjustmentId">The approved adjustment that puts it right; only where it is upheld.</param>
    public sealed record Body(string Outcome, string Note, string? AdjustmentId = null);

    /// <summary>The dispute to answer; the same answer again changes nothing.</summary>
    public sealed record Command(string DisputeId, Body Body) : IRequest<Dispute>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/disputes/{disputeId}/answer", (
                string disputeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(disputeId, body), cancel))
            .Describe("answerDispute", "Settlement", "Answer a dispute")
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Support, Roles.Finance).Refuses(404, 409, 422);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Outcome).OneOf(Dispute.Rejected, Dispute.Upheld);
            RuleFor(c => c.Body.Note).Words();
            RuleFor(c => c.Body.AdjustmentId).NotNull().When(c => c.Body.Outcome == Dispute.Upheld)
                .WithErrorCode("ADJUSTMENT_MISSING").WithMessage("Name the approved adjustment that puts it right.");
            RuleFor(c => c.Body.AdjustmentId!).MerchantId().When(c => c.Body.AdjustmentId is not null);
            RuleFor(c => c.Body.AdjustmentId).Null().When(c => c.Body.Outcome == Dispute.Rejected)
                .WithErrorCode("ADJUSTMENT_NOT_WANTED").WithMessage("What was right is not adjusted.");
        }
    }

    internal sealed class Handler(Desk desk, Settings settings, Caller caller) : IRequestHandler<Command, Dispute>
    {
        public Task<Dispute> Handle(Command command, CancellationToken cancel)
        {
            var person = caller.RequirePerson();
            return desk.Db.Write(desk.Shop.Id, work => Answer(work, command, person), cancel);
        }

        private async Task<Dispute> Answer(Work work, Command command, Person person)
        {
            var first = work.Batch();
            var found = first.Dispute(work.ShopId, command.DisputeId);
            await first.Run(work.Cancel);
            var asked = found.First ?? throw Refused.NotFound("dispute", command.DisputeId);

            var reading = work.Batch();
            reading.HoldPeople(work.ShopId, [asked.CustomerKey]);
            // Read once nobody else can answer.
            var state = reading.ShopState(work.ShopId);
            var again = reading.Dispute(work.ShopId, command.DisputeId);
            var correction = reading.Correction(work.ShopId, command.Body.AdjustmentId ?? "");
            await reading.Run(work.Cancel);
            var now = state.First!.Now(desk.Shop, desk.Time);
            var open = again.First!;
            if (open.Outcome is not null) return Same(open, command.Body).ToDispute(desk.Shop, now);
            await work.RefuseOwnMoney(person, [open.CustomerKey]);
            if (command.Body.Outcome == Dispute.Upheld) Check(open, correction.First);

            var explanation = open.OrderId is null
                ? null
                : await ExplainCommission.Explain(work, open.OrderId, desk, settings);
            var answered = open with
            {
                Outcome = command.Body.Outcome,
                Note = command.Body.Note,
                AdjustmentId = command.Body.AdjustmentId,
                Explanation = explanation is null ? null : Json.Write(explanation),
                AnsweredBy = person.OperatorId,
                AnsweredAt = now,
            };
            await Keep(work, open, answered);
            return answered.ToDispute(desk.Shop, now);
        }

        private static DisputeRow Same(DisputeRow kept, Body body) =>
            (kept.Outcome, kept.Note, kept.AdjustmentId) == (body.Outcome, body.Note, body.AdjustmentId)
                ? kept
                : throw Refused.Conflict("DISPUTE_ANSWERED", $"{kept.AnsweredBy} has answered: {kept.Outcome}.");

        private static void Check(DisputeRow open, Correction? correction)
        {
            if (correction is not { Approved: true } || correction.CustomerKey != open.CustomerKey)
                throw Refused.Invalid(
                    "ADJUSTMENT_NOT_APPROVED", "An approved adjustment of the partner puts it right.",
                    "#/adjustmentId");
            if (correction.DisputeId is { } other)
                throw Refused.Conflict(
                    "ADJUSTMENT_TAKEN", $"It has put the dispute '{other}' right.", "#/adjustmentId");
        }

        private async Task Keep(Work work, DisputeRow open, DisputeRow answered)
        {
            var now = answered.AnsweredAt!.Value;
            // A line has been moved by itself; what is in no statement is held with its order.
            var reading = open is { OrderId: { } orderId, StatementId: null }
                ? await RefundReading.Read(work, work.ShopId, orderId, new RefundContent(open.DisputeId, now), null)
                : null;
            var when = new Occasion(work.ShopId, now, now, reading?.Commission.OrderKey);
            var batch = work.Batch();
            if (reading is not null) Release(batch, when, open, reading);
            batch.AnswerDispute(when, desk.Shop.Currency, answered);
            batch.Log(work.ShopId, caller, new Change(
                "dispute", open.DisputeId, open.ToDispute(desk.Shop, now), answered.ToDispute(desk.Shop, now),
                answered.Note));
            batch.Announce(when, $"dispute.{answered.Outcome}", new { answered.DisputeId });
            await batch.Commit(work.Cancel);
        }

        private void Release(Batch batch, Occasion when, DisputeRow open, RefundReading reading)
        {
            if (open.HeldAccrual is null) return;
            batch.EndHolds(when, open.Cause, Holding.Released);
            var mature = reading.BookMaturity(batch, when, desk.Shop.Currency);
            var mine = reading.Accruals.Where(accrual => accrual.AccrualId == open.HeldAccrual);
            batch.Book([.. Holding.Release(mine, desk.Shop.Currency, mature)], when);
        }
    }
}
