using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Disputes;
using SocialCommerce.Commissions.Holds;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Refunds;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Flows.Statements;

/// <summary>
/// Opens a partner's dispute of a statement line, or of a movement that is in no statement yet. Only that amount is
/// held until a named person answers; the rest is paid as usual.
/// </summary>
internal static class OpenDispute
{
    /// <summary>What is disputed: a statement and its line, or a movement.</summary>
    /// <param name="DisputeId">The shop's own id.</param>
    /// <param name="Reason">What the partner says.</param>
    /// <param name="StatementId">The statement.</param>
    /// <param name="LineNo">Its line, from 1.</param>
    /// <param name="MovementId">The movement, where no statement is named.</param>
    public sealed record Body(
        string DisputeId, string Reason,
        [property: Most(ValidationRules.MaxIdLength)] string? StatementId = null, int? LineNo = null,
        [property: Most(ValidationRules.MaxIdLength)] string? MovementId = null);

    /// <summary>The dispute and its partner; the same again is the same dispute.</summary>
    public sealed record Command(string CustomerId, Body Body) : IRequest<CreatedOrExisting<Dispute>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/partners/{customerId}/disputes", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe(
                "openDispute", "Settlement", "Open a dispute",
                "Opens a partner's dispute about one line of a statement, or about one movement that is not in a "
                    + "statement yet. Only that amount is held until the dispute is answered; everything else is paid "
                    + "as usual. An amount already paid out can be disputed but not held; a bonus without an order can "
                    + "be disputed once it is in a statement. Repeating the same dispute under its id returns it "
                    + "unchanged. The API rejects other content under that id, a second dispute of the same movement, "
                    + "and lines or movements that are not the partner's commission.")
            .Example("""
                {"disputeId": "dsp-31", "reason": "The buyer took three, not two", "statementId":
                 "stm_20260131160000000000_1d7a4f0c2b9e8a65", "lineNo": 2}
                """)
            .Scope(Scopes.CommissionsWrite).ForBackends(Roles.Support)
            .Problems(
                CustomerProblems.CustomerNotFound, DisputeProblems.DisputedBefore, DisputeProblems.DisputeIdReused,
                DisputeProblems.NotInAStatement, AccessProblems.IdempotencyKeyReused, DisputeProblems.NotDisputable,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.DisputeId).MerchantId();
            RuleFor(c => c.Body.Reason).Words();
            RuleFor(c => c.Body.MovementId).Must((c, movement) => movement is null
                    ? c.Body is { StatementId: not null, LineNo: > 0 }
                    : c.Body is { StatementId: null, LineNo: null })
                .WithErrorCode("LINE_MISSING").WithMessage("Provide either statementId and lineNo, or movementId.");
        }
    }

    internal sealed class Handler(FlowContext context) : IRequestHandler<Command, CreatedOrExisting<Dispute>>
    {
        public Task<CreatedOrExisting<Dispute>> Handle(Command command, CancellationToken cancel) =>
            context.Db.Write(context.Shop.Id, transaction => Open(transaction, command), cancel);

        private async Task<CreatedOrExisting<Dispute>> Open(ShopTransaction transaction, Command command)
        {
            var body = command.Body;
            var finding = transaction.Batch();
            var person = finding.FindCustomer(transaction.ShopId, command.CustomerId);
            await finding.Run(transaction.Cancel);
            var key = person.OrNotFound(command.CustomerId).Key;
            var line = new DisputedLine(body.StatementId, body.LineNo, body.MovementId is null
                ? null
                : PublicId.KeyOf(Movement.Prefix, body.MovementId) ?? 0);

            var reads = transaction.Batch();
            // No run settles the movement, and no payout takes the line, until this has ended.
            reads.Commissions.LockPeople(transaction.ShopId, [key]);
            var state = reads.ShopState(transaction.ShopId);
            var known = reads.Commissions.Dispute(transaction.ShopId, body.DisputeId);
            var disputable = reads.Commissions.Disputable(transaction.ShopId, context.Shop.Currency, key, line);
            await reads.Run(transaction.Cancel);
            var now = state.First!.Now(context.Shop, context.Time);
            if (known.First is { } kept)
                return new CreatedOrExisting<Dispute>(
                    Same(kept, command, disputable.First).ToDispute(context.Shop, now), false);
            var place = body.MovementId is null ? "#/lineNo" : "#/movementId";
            var target = disputable.First ?? throw DisputeProblems.NotDisputable.Because(
                "The partner has no such statement line or commission movement.", place);
            await RefuseSecond(transaction, target, place);

            var asked = DisputeRow.Asked(body.DisputeId, (key, command.CustomerId), target, body.Reason, now);
            var opened = target.StatementKey is null
                ? await HoldCommission(transaction, asked, target)
                : await HoldLine(transaction, asked, target);
            return new CreatedOrExisting<Dispute>(opened.ToDispute(context.Shop, now), true);
        }

        private static DisputeRow Same(DisputeRow kept, Command command, Disputable? target) =>
            kept.CustomerId == command.CustomerId && kept.Reason == command.Body.Reason
            && kept.MovementId == target?.MovementId
                ? kept
                : throw DisputeProblems.DisputeIdReused.Because(
                    "This disputeId belongs to another dispute.", "#/disputeId");

        private static async Task RefuseSecond(ShopTransaction transaction, Disputable target, string place)
        {
            var reads = transaction.Batch();
            var other = reads.Commissions.DisputeOf(transaction.ShopId, target.MovementId);
            await reads.Run(transaction.Cancel);
            if (other.First is { } disputeId)
                throw DisputeProblems.DisputedBefore.Because(
                    $"The movement is already disputed as '{disputeId}'.", place);
        }

        /// <summary>Of a line, what no payout has taken; what has been paid is disputed all the same.</summary>
        private async Task<DisputeRow> HoldLine(ShopTransaction transaction, DisputeRow asked, Disputable target)
        {
            var opened = asked with { Held = Math.Clamp(target.Amount, 0, Math.Max(target.Settled, 0)) };
            var posting = new PostingContext(transaction.ShopId, asked.OpenedAt, asked.OpenedAt, target.OrderKey);
            await Keep(transaction.Batch(), posting, opened, target, transaction.Cancel);
            return opened;
        }

        private async Task<DisputeRow> HoldCommission(ShopTransaction transaction, DisputeRow asked, Disputable target)
        {
            if (target is not { OrderId: { } orderId, AccrualId: { } accrualId })
                throw DisputeProblems.NotInAStatement.Because(
                    "A bonus without an order can be disputed once it is in a statement.");
            var stub = new RefundContent(asked.DisputeId, asked.OpenedAt);
            var inputs = await RefundInputs.Read(transaction, transaction.ShopId, orderId, stub, null);
            var posting = new PostingContext(transaction.ShopId, asked.OpenedAt, asked.OpenedAt, target.OrderKey);
            // What was taken back leaves nothing to hold.
            var accruals = inputs.Accruals
                .Where(accrual => accrual.AccrualId == accrualId && accrual.Net > 0 && target.Amount > 0).ToList();
            var opened = asked with { Held = accruals.Sum(accrual => accrual.Net) };
            var batch = transaction.Batch();
            if (accruals.Count > 0)
            {
                batch.Commissions.Hold(posting, opened.Cause, accruals);
                var mature = inputs.BookMaturity(batch, posting, context.Shop.Currency);
                batch.Book([.. CommissionHolds.Hold(accruals, context.Shop.Currency, mature)], posting);
            }
            await Keep(batch, posting, opened, target, transaction.Cancel);
            return opened;
        }

        private Task Keep(
            SqlBatch batch, PostingContext posting, DisputeRow opened, Disputable target, CancellationToken cancel)
        {
            batch.Commissions.OpenDispute(posting, context.Shop.Currency, opened, target.StatementKey);
            batch.Announce(posting, "dispute.opened", new { opened.DisputeId });
            batch.Log(posting.ShopId, context.Caller, new AuditEntry(
                "dispute", opened.DisputeId, null, opened.ToDispute(context.Shop, posting.RecordedAt), opened.Reason));
            return batch.Commit(cancel);
        }
    }
}
