using FluentValidation;
using MediatR;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// Lines of an order were shipped or received (发货、签收): once each. The order is complete when its last line with
/// something left is, and its commission matures the plan's hold after that; what has matured stays so.
/// </summary>
public static class FulfilOrder
{
    /// <summary>The most lines that a report names.</summary>
    internal const int MaxLines = 5_000;

    /// <summary>A shipment: of these lines, or of all that have not been shipped.</summary>
    public sealed record Shipment(DateTimeOffset ShippedAt, IReadOnlyList<string>? LineIds = null);

    /// <summary>A completion: of these lines, or of all that have not been completed.</summary>
    public sealed record Received(DateTimeOffset CompletedAt, IReadOnlyList<string>? LineIds = null);

    /// <summary>Either of them.</summary>
    public sealed record Command(string OrderId, FulfilmentKind Kind, DateTimeOffset At, IReadOnlyList<string>? LineIds)
        : IRequest<string>;

    /// <summary>The order's lines as they stand.</summary>
    /// <param name="CompletedAt">When the order counts as complete, as far as it is known.</param>
    /// <param name="MaturesAt">When its commission matures, as far as it is known.</param>
    public sealed record Result(
        string OrderId, IReadOnlyList<Line> Lines, DateTimeOffset? CompletedAt = null,
        DateTimeOffset? MaturesAt = null);

    /// <summary>A line.</summary>
    public sealed record Line(string LineId, DateTimeOffset? ShippedAt, DateTimeOffset? CompletedAt);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/orders/{orderId}/shipments",
                (string orderId, Shipment body, IMediator mediator, CancellationToken cancel) =>
                    Send(mediator, new Command(orderId, FulfilmentKind.Shipped, body.ShippedAt, body.LineIds), cancel))
            .Describe("shipOrder", "Orders", "Report a shipment").Scope(Scopes.LadderWrite)
            .Produces<Result>().Refuses(404, 409, 422);
        routes.MapPost("/v1/orders/{orderId}/completions",
                (string orderId, Received body, IMediator mediator, CancellationToken cancel) =>
                    Send(
                        mediator, new Command(orderId, FulfilmentKind.Completed, body.CompletedAt, body.LineIds),
                        cancel))
            .Describe("completeOrder", "Orders", "Report a completion").Scope(Scopes.LadderWrite)
            .Produces<Result>().Refuses(404, 409, 422);
    }

    private static async Task<IResult> Send(IMediator mediator, Command command, CancellationToken cancel) =>
        Results.Text(await mediator.Send(command, cancel), "application/json");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.OrderId).MerchantId();
            RuleFor(c => c.LineIds).Must(lines => lines is null or { Count: >= 1 and <= MaxLines })
                .WithErrorCode("LINES_COUNT").WithMessage($"Name 1 to {MaxLines} lines, or leave lineIds out for all.");
            RuleForEach(c => c.LineIds).MerchantId();
            RuleFor(c => c.LineIds!).Must(lines => lines.Distinct().Count() == lines.Count)
                .When(c => c.LineIds is not null).WithErrorCode("LINE_REPEATED").WithMessage("A line occurs twice.");
        }
    }

    internal sealed class Handler(Desk desk, Settings settings) : IRequestHandler<Command, string>
    {
        public Task<string> Handle(Command command, CancellationToken cancel) =>
            desk.Db.Write(desk.Shop.Id, work => Fulfil(work, command), cancel);

        private async Task<string> Fulfil(Work work, Command command)
        {
            var reading = await FulfilReading.Read(work, desk, command.OrderId);
            var order = reading.Order ?? throw Refused.NotFound("order", command.OrderId);
            var shipped = command.Kind == FulfilmentKind.Shipped;
            var pointer = shipped ? "#/shippedAt" : "#/completedAt";
            var hearing = reading.State.Hear(desk.Shop, desk.Time, command.At, pointer);
            var fulfilment = Fulfilment.Of(order, reading.Lines, command.Kind, command.At, command.LineIds);
            var commissions = await settings.Commissions(work, reading.State);
            var plan = commissions.ByKey(reading.Commission.PlanKey)?.Content;
            var maturity = reading.Maturity(fulfilment, plan, hearing.RecordedAt);
            var answer = Json.Write(new Result(
                order.OrderId, [.. fulfilment.Lines.Select(l => new Line(l.LineId, l.ShippedAt, l.CompletedAt))],
                maturity?.CompletedAt, maturity?.MaturesAt));

            var batch = work.Batch();
            var when = new Occasion(work.ShopId, command.At, hearing.RecordedAt, order.OrderKey);
            batch.Fulfil(when, command.Kind, fulfilment.LineNos);
            if (maturity != reading.Maturity()) batch.SetMaturity(when, maturity);
            if (hearing.MovesClock) batch.MoveClock(work.ShopId, hearing.RecordedAt);
            if (fulfilment.LineNos.Count > 0)
                batch.Announce(when, shipped ? "order.shipped" : "order.completed", new { order.OrderId });
            desk.Idempotency.Keep(batch, work.ShopId, StatusCodes.Status200OK, answer);
            await batch.Commit(work.Cancel);
            return answer;
        }
    }
}
