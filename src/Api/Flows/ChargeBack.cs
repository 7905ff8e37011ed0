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
/// sets it free, lost refunds what is left of the order, under the chargeback's id. Of an order that has not been
/// reported the answer is 202: the event is kept with the status `waiting` and takes effect with the order. So is an
/// outcome that is reported before its chargeback.
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
        : IRequest<IResult>
    {
        /// <summary>What a refund under the chargeback's id would be read with.</summary>
        internal RefundContent Stub => new(ChargebackId, At);

        internal static Command Of(string orderId, Body body) => new(orderId, body.ChargebackId, body.OpenedAt, null);

        internal static Command Of(string orderId, string chargebackId, Decision body) =>
            new(orderId, chargebackId, body.DecidedAt, body.Outcome);

        /// <summary>What an event that waited reported, of an order.</summary>
        internal static Command Of(WaitingEventRow one, string orderId) => one.Kind == EventKinds.Chargeback
            ? Of(orderId, Json.Read<Body>(one.Content))
            : Of(orderId, one.ReferenceId!, Json.Read<Decision>(one.Content));

        /// <summary>The report as an event.</summary>
        internal ReportedEvent Reported() => Outcome is null
            ? new ReportedEvent(
                EventKinds.Chargeback, OrderId, ChargebackId, At, Json.Write(new Body(ChargebackId, At)))
            : new ReportedEvent(
                EventKinds.ChargebackOutcome, OrderId, ChargebackId, At, Json.Write(new Decision(Outcome, At)));
    }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/orders/{orderId}/chargebacks", (
                string orderId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(Command.Of(orderId, body), cancel))
            .Describe("openChargeback", "Orders", "Report that a chargeback was opened")
            .Scope(Scopes.LadderWrite).ForBackends(Roles.Support, Roles.Finance).AnswersOrWaits<Chargeback>();
        routes.MapPost("/v1/orders/{orderId}/chargebacks/{chargebackId}/outcome", (
                string orderId, string chargebackId, Decision body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(Command.Of(orderId, chargebackId, body), cancel))
            .Describe("decideChargeback", "Orders", "Report that a chargeback was won or lost")
            .Scope(Scopes.LadderWrite).ForBackends(Roles.Finance).AnswersOrWaits<Chargeback>();
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.OrderId).MerchantId();
            RuleFor(c => c.ChargebackId).MerchantId();
            RuleFor(c => c.Outcome!).OneOf(Chargeback.Won, Chargeback.Lost).When(c => c.Outcome is not null);
        }
    }

    internal sealed class Handler(Desk desk, Settings settings, WaitingEvents waiting, TierUpkeep upkeep)
        : IRequestHandler<Command, IResult>
    {
        public async Task<IResult> Handle(Command command, CancellationToken cancel)
        {
            var (answer, lost) = await desk.Db.Write(desk.Shop.Id, work => Record(work, command), cancel);
            if (lost is not null)
                await upkeep.After(desk.Shop, lost.Commissions, lost.Reading.Chain, lost.Promotions, cancel);
            return answer.ToResult();
        }

        private async Task<(EventAnswer, LateRefund?)> Record(Work work, Command command)
        {
            var reported = command.Reported();
            var reading = await RefundReading.Read(work, work.ShopId, command.OrderId, command.Stub, null);
            if (reading.Event(reported.Kind) is { } kept) WaitingEvents.AnswerAgain(kept, reported);
            var hearing = reading.State.Hear(
                desk.Shop, desk.Time, command.At, command.Outcome is null ? "#/openedAt" : "#/decidedAt");
            // What was attached to another order is known there, and so is what follows from it.
            if (reading.Event(EventKinds.Chargeback) is { AppliedTo: { } other } opened
                && opened.OrderId == command.OrderId && other != command.OrderId)
            {
                command = command with { OrderId = other };
                reading = await RefundReading.Read(work, work.ShopId, other, command.Stub, null);
            }
            if (WaitsFor(reading, command) is { } reason)
                return (await waiting.Keep(work, hearing, reported, reason), null);

            var step = ChargebackStep.Of(reading, command);
            var answer = new EventAnswer(StatusCodes.Status200OK, Json.Write(step.Now));
            if (step.IsKnown) return (answer, null);
            var batch = work.Batch();
            var when = new Occasion(work.ShopId, command.At, hearing.RecordedAt, reading.Order!.OrderKey);
            var lost = await step.Write(work, batch, when, desk, settings);
            if (step.Opens)
                batch = await waiting.Follow(
                    work, batch, reading.Event(EventKinds.ChargebackOutcome), command.OrderId, hearing.RecordedAt);
            if (hearing.MovesClock) batch.MoveClock(work.ShopId, hearing.RecordedAt);
            await batch.Commit(work.Cancel);
            return (answer, lost);
        }

        /// <summary>Why the event cannot be applied yet, or null.</summary>
        private static string? WaitsFor(RefundReading reading, Command command)
        {
            var named = reading.Chargeback?.OrderId ?? reading.Event(EventKinds.Chargeback)?.OrderId;
            if (named is not null && named != command.OrderId)
                throw Refused.Conflict("CHARGEBACK_ID_REUSED", $"A chargeback of order '{named}' has this id.");
            if (reading.Order is not null)
                return command.Outcome is not null && reading.Chargeback is null
                    ? WaitingReasons.ChargebackUnknown
                    : null;
            if (command.Outcome is null) ChargebackStep.RefuseRefundId(reading);
            return WaitingReasons.OrderUnknown;
        }
    }
}
