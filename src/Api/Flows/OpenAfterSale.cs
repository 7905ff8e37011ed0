using FluentValidation;
using MediatR;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// An after-sale case of an order, or of some of its lines, was opened or closed. While one is open the order neither
/// completes by itself nor matures, and the days in which one was open count for neither; commission that had matured
/// before it was heard of stays so.
/// </summary>
public static class OpenAfterSale
{
    /// <summary>A case.</summary>
    /// <param name="CaseId">The merchant's own id.</param>
    /// <param name="OpenedAt">When it was opened.</param>
    /// <param name="LineIds">The lines concerned; leave it out for the whole order.</param>
    public sealed record Body(string CaseId, DateTimeOffset OpenedAt, IReadOnlyList<string>? LineIds = null);

    /// <summary>The end of a case.</summary>
    public sealed record Closure(DateTimeOffset ClosedAt);

    /// <summary>Opens a case, or closes it, where that time is given.</summary>
    public sealed record Command(
        string OrderId, string CaseId, DateTimeOffset? OpenedAt, IReadOnlyList<string>? LineIds,
        DateTimeOffset? ClosedAt) : IRequest<Result>
    {
        internal bool Closes => ClosedAt is not null;

        internal DateTimeOffset At => ClosedAt ?? OpenedAt!.Value;
    }

    /// <summary>The case, and what it does to the order.</summary>
    /// <param name="OrderId">The order.</param>
    /// <param name="AfterSale">The case.</param>
    /// <param name="CompletedAt">When the order counts as complete, as far as it is known.</param>
    /// <param name="MaturesAt">When its commission matures, as far as it is known.</param>
    public sealed record Result(
        string OrderId, AfterSale AfterSale, DateTimeOffset? CompletedAt = null, DateTimeOffset? MaturesAt = null);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/orders/{orderId}/after-sales", (
                string orderId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(orderId, body.CaseId, body.OpenedAt, body.LineIds, null), cancel))
            .Describe("openAfterSale", "Orders", "Report that an after-sale case was opened")
            .Scope(Scopes.LadderWrite).Refuses(404, 409, 422);
        routes.MapPost("/v1/orders/{orderId}/after-sales/{caseId}/closure", (
                string orderId, string caseId, Closure body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(orderId, caseId, null, null, body.ClosedAt), cancel))
            .Describe("closeAfterSale", "Orders", "Report that an after-sale case was closed")
            .Scope(Scopes.LadderWrite).Refuses(404, 409, 422);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.CaseId).MerchantId();
            RuleFor(c => c.LineIds).Must(lines => lines is null or { Count: >= 1 and <= FulfilOrder.MaxLines })
                .WithErrorCode("LINES_COUNT")
                .WithMessage($"Name 1 to {FulfilOrder.MaxLines} lines, or leave lineIds out for all.");
            RuleForEach(c => c.LineIds).MerchantId();
        }
    }

    internal sealed class Handler(Desk desk, Settings settings) : IRequestHandler<Command, Result>
    {
        public Task<Result> Handle(Command command, CancellationToken cancel) =>
            desk.Db.Write(desk.Shop.Id, work => Record(work, command), cancel);

        private async Task<Result> Record(Work work, Command command)
        {
            var reading = await FulfilReading.Read(work, desk, command.OrderId);
            var order = reading.Order ?? throw Refused.NotFound("order", command.OrderId);
            var hearing = reading.State.Hear(
                desk.Shop, desk.Time, command.At, command.Closes ? "#/closedAt" : "#/openedAt");
            var known = reading.AfterSales.FirstOrDefault(one => one.CaseId == command.CaseId);
            var mature = reading.Commission.IsMature(hearing.RecordedAt);
            var now = command.Closes ? Closed(known, command) : Opened(reading, known, command, mature);
            if (known == now) return Answer(order, now, reading.Maturity());

            var plan = (await settings.Commissions(work, reading.State)).ByKey(reading.Commission.PlanKey)?.Content;
            var pauses = AfterSale.Pauses(reading.AfterSales.Where(one => one.CaseId != now.CaseId).Append(now));
            var maturity = mature || !now.Suspends
                ? reading.Maturity()
                : reading.Maturity(reading.Lines, pauses, plan, hearing.RecordedAt);
            var batch = work.Batch();
            var when = new Occasion(work.ShopId, command.At, hearing.RecordedAt, order.OrderKey);
            if (command.Closes) batch.CloseAfterSale(when, now.CaseId);
            else batch.OpenAfterSale(when, now);
            if (maturity != reading.Maturity()) batch.SetMaturity(when, maturity);
            if (hearing.MovesClock) batch.MoveClock(work.ShopId, hearing.RecordedAt);
            var answer = Answer(order, now, maturity);
            desk.Idempotency.Keep(batch, work.ShopId, StatusCodes.Status200OK, Json.Write(answer));
            await batch.Commit(work.Cancel);
            return answer;
        }

        private static AfterSale Opened(FulfilReading reading, AfterSale? known, Command body, bool mature)
        {
            if (known is not null)
                return known.OpenedAt == body.OpenedAt && (known.LineIds ?? []).SequenceEqual(body.LineIds ?? [])
                    ? known
                    : throw Refused.Conflict("CASE_ID_REUSED", "Another case of this order has this id.", "#/caseId");
            if (body.At < reading.Order!.PaidAt)
                throw Refused.Invalid(
                    "BEFORE_PAYMENT", $"The order was paid at {Json.Text(reading.Order.PaidAt)}.", "#/openedAt");
            for (var i = 0; i < (body.LineIds?.Count ?? 0); i++)
                if (reading.Lines.All(line => line.LineId != body.LineIds![i]))
                    throw Refused.Invalid(
                        "LINE_UNKNOWN", $"The order has no line '{body.LineIds![i]}'.", $"#/lineIds/{i}");
            return new AfterSale(body.CaseId, body.At, !mature, null, body.LineIds);
        }

        private static AfterSale Closed(AfterSale? known, Command command)
        {
            var at = command.At;
            if (known is null) throw Refused.NotFound("case", command.CaseId);
            if (known.ClosedAt is { } closed && closed != at)
                throw Refused.Conflict("CASE_CLOSED", $"The case was closed at {Json.Text(closed)}.", "#/closedAt");
            if (at < known.OpenedAt)
                throw Refused.Invalid(
                    "BEFORE_OPENING", $"The case was opened at {Json.Text(known.OpenedAt)}.", "#/closedAt");
            return known.ClosedAt is null ? known with { ClosedAt = at } : known;
        }

        private static Result Answer(OrderState order, AfterSale now, Maturity? maturity) =>
            new(order.OrderId, now, maturity?.CompletedAt, maturity?.MaturesAt);
    }
}
