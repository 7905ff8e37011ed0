using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Disputes;
using SocialCommerce.Commissions.Holds;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Orders;
using SocialCommerce.Flows.Refunds;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Flows.Statements;

/// <summary>
/// Answers a dispute, with the engine's explanation of the order. What was held is free again and paid as usual. An
/// adjustment that two persons have approved before corrects what was wrong.
/// </summary>
internal static class AnswerDispute
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
            .Describe(
                "answerDispute", "Settlement", "Answer a dispute",
                "Closes a dispute as `rejected` or `upheld` and frees what it held; the explanation of the order is "
                    + "stored with the answer. An upheld dispute needs `adjustmentId`: an approved adjustment of the "
                    + "same partner that corrects no other dispute. Repeating the same answer changes nothing; a "
                    + "different one is rejected. Staff cannot answer a dispute about their own commission.")
            .Example("""
                {"outcome": "upheld", "note": "You are right; the third one is credited",
                 "adjustmentId": "adj-2026-02-7"}
                """)
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Support, Roles.Finance)
            .Problems(
                OperatorProblems.OwnMoney, DisputeProblems.DisputeNotFound, OrderProblems.OrderNotFound,
                DisputeProblems.AdjustmentTaken, DisputeProblems.DisputeAnswered, DisputeProblems.AdjustmentNotApproved,
                AccessProblems.IdempotencyKeyReused, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Outcome).OneOf(Dispute.Rejected, Dispute.Upheld);
            RuleFor(c => c.Body.Note).Words();
            RuleFor(c => c.Body.AdjustmentId).NotNull().When(c => c.Body.Outcome == Dispute.Upheld)
                .WithErrorCode("ADJUSTMENT_MISSING")
                .WithMessage("adjustmentId is required when the dispute is upheld.");
            RuleFor(c => c.Body.AdjustmentId!).MerchantId().When(c => c.Body.AdjustmentId is not null);
            RuleFor(c => c.Body.AdjustmentId).Null().When(c => c.Body.Outcome == Dispute.Rejected)
                .WithErrorCode("ADJUSTMENT_NOT_WANTED")
                .WithMessage("adjustmentId is only allowed when the dispute is upheld.");
        }
    }

    internal sealed class Handler(FlowContext context, ShopSettings settings, Caller caller)
        : IRequestHandler<Command, Dispute>
    {
        public Task<Dispute> Handle(Command command, CancellationToken cancel)
        {
            var person = caller.RequirePerson();
            return context.Db.Write(context.Shop.Id, transaction => Answer(transaction, command, person), cancel);
        }

        private async Task<Dispute> Answer(ShopTransaction transaction, Command command, Person person)
        {
            var first = transaction.Batch();
            var found = first.Commissions.Dispute(transaction.ShopId, command.DisputeId);
            await first.Run(transaction.Cancel);
            var asked = found.First ?? throw DisputeProblems.DisputeNotFound.For(command.DisputeId);

            var reads = transaction.Batch();
            reads.Commissions.LockPeople(transaction.ShopId, [asked.CustomerKey]);
            // Read once no other request can answer.
            var state = reads.ShopState(transaction.ShopId);
            var again = reads.Commissions.Dispute(transaction.ShopId, command.DisputeId);
            var correction = reads.Commissions.Correction(transaction.ShopId, command.Body.AdjustmentId ?? "");
            await reads.Run(transaction.Cancel);
            var now = state.First!.Now(context.Shop, context.Time);
            var open = again.First!;
            if (open.Outcome is not null) return Same(open, command.Body).ToDispute(context.Shop, now);
            await transaction.RefuseOwnMoney(person, [open.CustomerKey]);
            if (command.Body.Outcome == Dispute.Upheld) Check(open, correction.First);

            var explanation = open.OrderId is null
                ? null
                : await ExplainCommission.Explain(transaction, open.OrderId, context, settings);
            var answered = open with
            {
                Outcome = command.Body.Outcome,
                Note = command.Body.Note,
                AdjustmentId = command.Body.AdjustmentId,
                Explanation = explanation is null ? null : Json.Write(explanation),
                AnsweredBy = person.OperatorId,
                AnsweredAt = now,
            };
            await Keep(transaction, open, answered);
            return answered.ToDispute(context.Shop, now);
        }

        private static DisputeRow Same(DisputeRow kept, Body body) =>
            (kept.Outcome, kept.Note, kept.AdjustmentId) == (body.Outcome, body.Note, body.AdjustmentId)
                ? kept
                : throw DisputeProblems.DisputeAnswered.Because(
                    $"{kept.AnsweredBy} already answered the dispute: {kept.Outcome}.");

        private static void Check(DisputeRow open, Correction? correction)
        {
            if (correction is not { Approved: true } || correction.CustomerKey != open.CustomerKey)
                throw DisputeProblems.AdjustmentNotApproved.Because(
                    "adjustmentId must be an approved adjustment of the same partner.", "#/adjustmentId");
            if (correction.DisputeId is { } other)
                throw DisputeProblems.AdjustmentTaken.Because(
                    $"The adjustment already corrects the dispute '{other}'.", "#/adjustmentId");
        }

        private async Task Keep(ShopTransaction transaction, DisputeRow open, DisputeRow answered)
        {
            var now = answered.AnsweredAt!.Value;
            // A line has been moved by itself; what is in no statement is held with its order.
            var inputs = open is { OrderId: { } orderId, StatementId: null }
                ? await RefundInputs.Read(
                    transaction, transaction.ShopId, orderId, new RefundContent(open.DisputeId, now), null)
                : null;
            var posting = new PostingContext(transaction.ShopId, now, now, inputs?.Commission.OrderKey);
            var batch = transaction.Batch();
            if (inputs is not null) Release(batch, posting, open, inputs);
            batch.Commissions.AnswerDispute(posting, context.Shop.Currency, answered);
            batch.Log(transaction.ShopId, caller, new AuditEntry(
                "dispute", open.DisputeId, open.ToDispute(context.Shop, now), answered.ToDispute(context.Shop, now),
                answered.Note));
            batch.Announce(posting, $"dispute.{answered.Outcome}", new { answered.DisputeId });
            await batch.Commit(transaction.Cancel);
        }

        private void Release(SqlBatch batch, PostingContext posting, DisputeRow open, RefundInputs inputs)
        {
            if (open.HeldAccrual is null) return;
            batch.Commissions.EndHolds(posting, open.Cause, CommissionHolds.Released);
            var mature = inputs.BookMaturity(batch, posting, context.Shop.Currency);
            var mine = inputs.Accruals.Where(accrual => accrual.AccrualId == open.HeldAccrual);
            batch.Book([.. CommissionHolds.Release(mine, context.Shop.Currency, mature)], posting);
        }
    }
}
