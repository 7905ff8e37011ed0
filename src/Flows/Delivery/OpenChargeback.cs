using SocialCommerce.Commissions.Holds;
using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Flows.Delivery;

/// <summary>Opens a chargeback of an order's payment; see <see cref="ReportChargeback"/>.</summary>
internal static class OpenChargeback
{
    /// <summary>A chargeback.</summary>
    /// <param name="ChargebackId">The merchant's own id; no refund has the same.</param>
    /// <param name="OpenedAt">When it was opened.</param>
    public sealed record Body(string ChargebackId, DateTimeOffset OpenedAt);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/orders/{orderId}/chargebacks", (
                string orderId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(ReportChargeback.Command.Of(orderId, body), cancel))
            .Describe(
                "openChargeback", "Orders", "Open a chargeback",
                "Records that the buyer's bank opened a chargeback of the order's payment. While it is open, the "
                    + "commission of the order is held. A chargeback of an unknown order is stored with the status "
                    + "`waiting` (202) and takes effect with the order. Repeating the report has no second effect. "
                    + "An id that a refund or a chargeback of another order has is refused with 409, and an opening "
                    + "before the payment with 422.")
            .Example("""{"chargebackId": "cb-118", "openedAt": "2026-02-05T03:00:00Z"}""")
            .Scope(Scopes.OrdersWrite).ForBackends(Roles.Support, Roles.Finance).AnswersOrWaits<Chargeback>()
            .Problems(
                DeliveryProblems.ChargebackDecided, DeliveryProblems.ChargebackIdReused, RefundProblems.RefundIdTaken,
                DeliveryProblems.BeforeOpening, OrderProblems.BeforePayment, DeliveryProblems.ChargebackUnknown,
                AccessProblems.IdempotencyKeyReused, OrderProblems.OrderUnknown, ShopProblems.TimeInFuture,
                CommonProblems.ValidationFailed);
}
