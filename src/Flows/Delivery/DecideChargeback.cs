using SocialCommerce.Commissions.Holds;
using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Flows.Delivery;

/// <summary>Records how a chargeback ended; see <see cref="ReportChargeback"/>.</summary>
internal static class DecideChargeback
{
    /// <summary>How it ended.</summary>
    /// <param name="Outcome">`won` or `lost`.</param>
    /// <param name="DecidedAt">When it was decided.</param>
    public sealed record Body(string Outcome, DateTimeOffset DecidedAt);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/orders/{orderId}/chargebacks/{chargebackId}/outcome", (
                string orderId, string chargebackId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(ReportChargeback.Command.Of(orderId, chargebackId, body), cancel))
            .Describe(
                "decideChargeback", "Orders", "Record the outcome of a chargeback",
                "Records that a chargeback was won or lost. A won chargeback releases the held commission; a lost "
                    + "one refunds the remainder of the order under the chargeback's id. An outcome that arrives "
                    + "before its chargeback or its order waits for it (202). Repeating the outcome has no second "
                    + "effect; a different one is refused with 409, and one before the opening with 422.")
            .Example("""{"outcome": "won", "decidedAt": "2026-03-05T03:00:00Z"}""")
            .Scope(Scopes.OrdersWrite).ForBackends(Roles.Finance).AnswersOrWaits<Chargeback>()
            .Problems(
                DeliveryProblems.ChargebackDecided, DeliveryProblems.ChargebackIdReused, RefundProblems.RefundIdTaken,
                DeliveryProblems.BeforeOpening, OrderProblems.BeforePayment, DeliveryProblems.ChargebackUnknown,
                AccessProblems.IdempotencyKeyReused, OrderProblems.OrderUnknown, ShopProblems.TimeInFuture,
                CommonProblems.ValidationFailed);
}
