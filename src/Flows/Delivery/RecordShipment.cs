using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.OrderRecords;

namespace SocialCommerce.Flows.Delivery;

/// <summary>Records that lines of an order were shipped (发货), once each; see <see cref="FulfilOrder"/>.</summary>
internal static class RecordShipment
{
    /// <summary>A shipment: of these lines, or of all that have not been shipped.</summary>
    [RulesOf(typeof(FulfilOrder.Command))]
    public sealed record Body(DateTimeOffset ShippedAt, IReadOnlyList<string>? LineIds = null);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/orders/{orderId}/shipments",
                (string orderId, Body body, IMediator mediator, CancellationToken cancel) =>
                    mediator.Send(FulfilOrder.Command.Of(orderId, body), cancel))
            .Describe(
                "recordShipment", "Orders", "Record a shipment",
                "Records that lines of an order were shipped; without `lineIds`, all lines that were not shipped "
                    + "yet. Each line is shipped once. A shipment of an unknown order is stored with the status "
                    + "`waiting` (202) and takes effect with the order, so it need not be sent again. Repeating the "
                    + "report has no second effect; a line that is named twice is refused.")
            .Example("""{"shippedAt": "2026-02-01T02:00:00Z"}""")
            .Scope(Scopes.OrdersWrite).Repeatable().ForBackends().AnswersOrWaits<OrderFulfilment>()
            .Problems(
                DeliveryProblems.AlreadyCompleted, DeliveryProblems.AlreadyShipped, OrderProblems.BeforePayment,
                OrderProblems.LineUnknown, ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);
}
