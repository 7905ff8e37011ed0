using FluentValidation;
using MediatR;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Customers;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// A partner says that a line of a statement is wrong, or a movement that is in none yet. That amount alone is held
/// until a named person answers: the rest is paid meanwhile.
/// </summary>
public static class OpenDispute
{
    /// <summary>What is disputed: a statement and its line, or a movement.</summary>
    /// <param name="DisputeId">The shop's own id.</param>
    /// <param name="Reason">What the partner says.</param>
    /// <param name="StatementId">The statement.</param>
    /// <param name="LineNo">Its line, from 1.</param>
    /// <param name="MovementId">The movement, where no statement is named.</param>
    public sealed record Body(
        string DisputeId, string Reason, string? StatementId = null, int? LineNo = null, string? MovementId = null);

    /// <summary>What is disputed by whom; the same again is the same dispute.</summary>
    public sealed record Command(string CustomerId, Body Body) : IRequest<Made<Dispute>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/partners/{customerId}/disputes", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe("openDispute", "Settlement", "Dispute a line of a statement or a movement")
            .Scope(Scopes.CommissionsWrite).ForBackends(Roles.Support).Refuses(404, 409, 422);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.DisputeId).MerchantId();
            RuleFor(c => c.Body.Reason).Words();
            RuleFor(c => c.Body.MovementId).Must((c, movement) => movement is null
                    ? c.Body is { StatementId: not null, LineNo: > 0 }
                    : c.Body is { StatementId: null, LineNo: null })
                .WithErrorCode("LINE_MISSING").WithMessage("Name a statement and its line, or a movement.");
        }
    }

    internal sealed class Handler(Desk desk) : IRequestHandler<Command, Made<Dispute>>
    {
        public Task<Made<Dispute>> Handle(Command command, CancellationToken cancel) =>
            desk.Db.Write(desk.Shop.Id, work => Open(work, command), cancel);

        private async Task<Made<Dispute>> Open(Work work, Command command)
        {
            var body = command.Body;
            var finding = work.Batch();
            var person = finding.Find(work.ShopId, command.CustomerId);
            await finding.Run(work.Cancel);
            var key = person.OrNotFound(command.CustomerId).Key;
            var line = new DisputedLine(body.StatementId, body.LineNo, body.MovementId is null
                ? null
                : PublicId.KeyOf(ListMovements.Prefix, body.MovementId) ?? 0);

            var reading = work.Batch();
            // No run settles the movement, and no payout takes the line, until this has ended.
            reading.HoldPeople(work.ShopId, [key]);
            var state = reading.ShopState(work.ShopId);
            var known = reading.Dispute(work.ShopId, body.DisputeId);
            var disputable = reading.Disputable(work.ShopId, desk.Shop.Currency, key, line);
            await reading.Run(work.Cancel);
            var now = state.First!.Now(desk.Shop, desk.Time);
            if (known.First is { } kept)
                return new Made<Dispute>(Same(kept, command, disputable.First).ToDispute(desk.Shop, now), false);
            var place = body.MovementId is null ? "#/lineNo" : "#/movementId";
            var target = disputable.First ?? throw Refused.Invalid(
                "NOT_DISPUTABLE", "The partner has no such line or movement of a commission.", place);
            await RefuseSecond(work, target, place);

            var asked = DisputeRow.Asked(body.DisputeId, (key, command.CustomerId), target, body.Reason, now);
            var opened = target.StatementKey is null
                ? await HoldCommission(work, asked, target)
                : await HoldLine(work, asked, target);
            return new Made<Dispute>(opened.ToDispute(desk.Shop, now), true);
        }

        private static DisputeRow Same(DisputeRow kept, Command command, Disputable? target) =>
            kept.CustomerId == command.CustomerId && kept.Reason == command.Body.Reason
            && kept.MovementId == target?.MovementId
                ? kept
                : throw Refused.Conflict(
                    "DISPUTE_ID_REUSED", "Another dispute was opened under this id.", "#/disputeId");

        private static async Task RefuseSecond(Work work, Disputable target, string place)
        {
            var reading = work.Batch();
            var other = reading.DisputeOf(work.ShopId, target.MovementId);
            await reading.Run(work.Cancel);
            if (other.First is { } disputeId)
                throw Refused.Conflict("DISPUTED_BEFORE", $"It was disputed as '{disputeId}'.", place);
        }

        /// <summary>Of a line, what no payout has taken; what has been paid is disputed all the same.</summary>
        private async Task<DisputeRow> HoldLine(Work work, DisputeRow asked, Disputable target)
        {
            var opened = asked with { Held = Math.Clamp(target.Amount, 0, Math.Max(target.Settled, 0)) };
            var when = new Occasion(work.ShopId, asked.OpenedAt, asked.OpenedAt, target.OrderKey);
            await Keep(work.Batch(), when, opened, target, work.Cancel);
            return opened;
        }

        private async Task<DisputeRow> HoldCommission(Work work, DisputeRow asked, Disputable target)
        {
            if (target is not { OrderId: { } orderId, AccrualId: { } accrualId })
                throw Refused.Conflict(
                    "NOT_IN_A_STATEMENT", "What no order has earned is disputed once it is in a statement.");
            var stub = new RefundContent(asked.DisputeId, asked.OpenedAt);
            var reading = await RefundReading.Read(work, work.ShopId, orderId, stub, null);
            var when = new Occasion(work.ShopId, asked.OpenedAt, asked.OpenedAt, target.OrderKey);
            // What was taken back leaves nothing to hold.
            var accruals = reading.Accruals
                .Where(accrual => accrual.AccrualId == accrualId && accrual.Net > 0 && target.Amount > 0).ToList();
            var opened = asked with { Held = accruals.Sum(accrual => accrual.Net) };
            var batch = work.Batch();
            if (accruals.Count > 0)
            {
                batch.Hold(when, opened.Cause, accruals);
                var mature = reading.BookMaturity(batch, when, desk.Shop.Currency);
                batch.Book([.. Holding.Hold(accruals, desk.Shop.Currency, mature)], when);
            }
            await Keep(batch, when, opened, target, work.Cancel);
            return opened;
        }

        private Task Keep(
            Batch batch, Occasion when, DisputeRow opened, Disputable target, CancellationToken cancel)
        {
            batch.OpenDispute(when, desk.Shop.Currency, opened, target.StatementKey);
            batch.Announce(when, "dispute.opened", new { opened.DisputeId });
            batch.Log(when.ShopId, desk.Caller, new Change(
                "dispute", opened.DisputeId, null, opened.ToDispute(desk.Shop, when.RecordedAt), opened.Reason));
            return batch.Commit(cancel);
        }
    }
}
