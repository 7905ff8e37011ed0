using FluentValidation;
using MediatR;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// A chargeback of an order's payment was opened, won or lost. While it is open, what the order earned is held; won
/// sets it free, lost refunds what is left of the order, under the chargeback's id.
/// </summary>
public static class ChargeBack
{
    /// <summary>A chargeback.</summary>
    /// <param name="ChargebackId">The merchant's own id; no refund has the same.</param>
    /// <param name="OpenedAt">When it was opened.</param>
    public sealed record Body(string ChargebackId, DateTimeOffset OpenedAt);

    /// <summary>How it ended.</summary>
    /// <param name="Outcome">`won` or `lost`.</param>
    /// <param name="DecidedAt">When it was decided.</param>
    public sealed record Decision(string Outcome, DateTimeOffset DecidedAt);

    /// <summary>Opens a chargeback, or decides it, where an outcome is given.</summary>
    public sealed record Command(string OrderId, string ChargebackId, DateTimeOffset At, string? Outcome)
        : IRequest<Chargeback>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/orders/{orderId}/chargebacks", (
                string orderId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(orderId, body.ChargebackId, body.OpenedAt, null), cancel))
            .Describe("openChargeback", "Orders", "Report that a chargeback was opened")
            .Scope(Scopes.LadderWrite).Refuses(404, 409, 422);
        routes.MapPost("/v1/orders/{orderId}/chargebacks/{chargebackId}/outcome", (
                string orderId, string chargebackId, Decision body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(orderId, chargebackId, body.DecidedAt, body.Outcome), cancel))
            .Describe("decideChargeback", "Orders", "Report that a chargeback was won or lost")
            .Scope(Scopes.LadderWrite).Refuses(404, 409, 422);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.ChargebackId).MerchantId();
            RuleFor(c => c.Outcome!).OneOf(Chargeback.Won, Chargeback.Lost).When(c => c.Outcome is not null);
        }
    }

    internal sealed class Handler(Desk desk, Settings settings, TierUpkeep upkeep)
        : IRequestHandler<Command, Chargeback>
    {
        public async Task<Chargeback> Handle(Command command, CancellationToken cancel)
        {
            var (answer, lost) = await desk.Db.Write(desk.Shop.Id, work => Record(work, command), cancel);
            if (lost is not null)
                await upkeep.After(desk.Shop, lost.Commissions, lost.Reading.Chain, lost.Promotions, cancel);
            return answer;
        }

        private async Task<(Chargeback, LateRefund?)> Record(Work work, Command command)
        {
            var at = command.At;
            var stub = new RefundContent(command.ChargebackId, at);
            var reading = await RefundReading.Read(work, work.ShopId, command.OrderId, stub, null);
            var order = reading.Order ?? throw Refused.NotFound("order", command.OrderId);
            var finding = work.Batch();
            var found = finding.Chargeback(work.ShopId, command.ChargebackId);
            await finding.Run(work.Cancel);
            var (now, again) = Next(found.First, command, order, reading.Known);
            if (again) return (now, null);

            var hearing = reading.State.Hear(
                desk.Shop, desk.Time, at, command.Outcome is null ? "#/openedAt" : "#/decidedAt");
            var when = new Occasion(work.ShopId, at, hearing.RecordedAt, order.OrderKey);
            var batch = work.Batch();
            LateRefund? lost = null;
            if (command.Outcome is null) Open(batch, when, now, reading);
            else if (now.Status == Chargeback.Won) Win(batch, when, now, reading);
            else lost = await Lose(work, batch, when, now, reading);
            if (hearing.MovesClock) batch.MoveClock(work.ShopId, hearing.RecordedAt);
            batch.Announce(when, $"chargeback.{(command.Outcome is null ? "opened" : now.Status)}", new
            {
                now.OrderId,
                now.ChargebackId,
            });
            await batch.Commit(work.Cancel);
            return (now, lost);
        }

        /// <summary>The chargeback as it is then, and whether it is so already.</summary>
        private static (Chargeback Now, bool Again) Next(
            Chargeback? known, Command command, OrderState order, KnownRefund? refund)
        {
            if (known is not null && known.OrderId != command.OrderId)
                throw Refused.Conflict("CHARGEBACK_ID_REUSED", "A chargeback of another order has this id.");
            if (command.Outcome is not { } outcome)
            {
                if (known is not null)
                    return known.OpenedAt == command.At ? (known, true) : throw Refused.Conflict(
                        "CHARGEBACK_ID_REUSED", $"It was opened at {Json.Text(known.OpenedAt)}.", "#/openedAt");
                if (refund is not null)
                    throw Refused.Conflict("REFUND_ID_TAKEN", "A refund has this id.", "#/chargebackId");
                if (command.At < order.PaidAt)
                    throw Refused.Invalid(
                        "BEFORE_PAYMENT", $"The order was paid at {Json.Text(order.PaidAt)}.", "#/openedAt");
                return (new Chargeback(
                    command.ChargebackId, order.OrderId, command.At, Chargeback.Open, null), false);
            }
            if (known is null) throw Refused.NotFound("chargeback", command.ChargebackId);
            if (known.Status != Chargeback.Open)
                return (known.Status, known.DecidedAt) == (outcome, command.At)
                    ? (known, true)
                    : throw Refused.Conflict("CHARGEBACK_DECIDED", $"It is {known.Status}.", "#/outcome");
            if (command.At < known.OpenedAt)
                throw Refused.Invalid(
                    "BEFORE_OPENING", $"It was opened at {Json.Text(known.OpenedAt)}.", "#/decidedAt");
            return (known with { Status = outcome, DecidedAt = command.At }, false);
        }

        private void Open(Batch batch, Occasion when, Chargeback now, RefundReading reading)
        {
            batch.OpenChargeback(when, now.ChargebackId);
            batch.Hold(when, CauseOf(now), reading.Accruals);
            var mature = reading.BookMaturity(batch, when, desk.Shop.Currency);
            batch.Book([.. Holding.Hold(reading.Accruals, desk.Shop.Currency, mature)], when);
        }

        private void Win(Batch batch, Occasion when, Chargeback now, RefundReading reading)
        {
            batch.DecideChargeback(when, now.ChargebackId, now.Status);
            batch.EndHolds(when, CauseOf(now), Holding.Released);
            var mature = reading.BookMaturity(batch, when, desk.Shop.Currency);
            batch.Book([.. Holding.Release(reading.Accruals, desk.Shop.Currency, mature)], when);
        }

        private async Task<LateRefund?> Lose(
            Work work, Batch batch, Occasion when, Chargeback now, RefundReading reading)
        {
            batch.DecideChargeback(when, now.ChargebackId, now.Status);
            if (WhatIsLeft(reading.Order!, now) is not { } content)
            {
                batch.EndHolds(when, CauseOf(now), Holding.Rejected);
                return null;
            }
            var refund = await LateRefund.Read(work, desk, settings, content, now.OrderId, when.RecordedAt);
            refund.DecideUpToLeft().Write(batch, refund.Reading.Chain, refund.Reading.Order!.CustomerKey);
            batch.EndHolds(when, CauseOf(now), Holding.Rejected);
            return refund;
        }

        private RefundContent? WhatIsLeft(OrderState order, Chargeback now)
        {
            Money? Left(long paid, long refunded) => paid > refunded ? desk.Shop.Money(paid - refunded) : null;
            var content = new RefundContent(
                now.ChargebackId, now.DecidedAt!.Value, Amount: Left(order.DueMinor, order.RefundedDueMinor),
                Shipping: Left(order.ShippingMinor, order.RefundedShippingMinor),
                Tax: Left(order.TaxMinor, order.RefundedTaxMinor), Reason: "chargeback");
            return content is { Amount: null, Shipping: null, Tax: null } ? null : content;
        }

        private static HoldCause CauseOf(Chargeback now) => new(HoldCause.Chargeback, now.ChargebackId);
    }
}
