using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.OrderRecords;

namespace SocialCommerce.Flows.Delivery;

/// <summary>Records that lines of an order were received (签收), once each; see <see cref="FulfilOrder"/>.</summary>
internal static class RecordCompletion
{
    /// <summary>A completion: of these lines, or of all that have not been completed.</summary>
    [RulesOf(typeof(FulfilOrder.Command))]
    public sealed record Body(DateTimeOffset CompletedAt, IReadOnlyList<string>? LineIds = null);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/orders/{orderId}/completions",
                (string orderId, Body body, IMediator mediator, CancellationToken cancel) =>
                    mediator.Send(FulfilOrder.Command.Of(orderId, body), cancel))
            .Describe(
                "recordCompletion", "Orders", "Record a completion",
                "Records that the buyer received lines of an order; without `lineIds`, all lines that were not "
                    + "completed yet. The order is complete when its last line with a remainder is, and its "
                    + "commission matures after the plan's hold period; commission that has matured stays mature. A "
                    + "completion of an unknown order is stored with the status `waiting` (202) and takes effect "
                    + "with the order. Repeating the report has no second effect.")
            .Example("""{"completedAt": "2026-02-04T08:00:00Z", "lineIds": ["1"]}""")
            .Scope(Scopes.OrdersWrite).Repeatable().ForBackends()
            .AnswersOrWaits<OrderFulfilment>()
            .Problems(
                DeliveryProblems.AlreadyCompleted, DeliveryProblems.AlreadyShipped, OrderProblems.BeforePayment,
                OrderProblems.LineUnknown, ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);
}
