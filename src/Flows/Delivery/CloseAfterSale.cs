using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.OrderRecords;

namespace SocialCommerce.Flows.Delivery;

/// <summary>Closes an after-sale case of an order; see <see cref="ReportAfterSale"/>.</summary>
internal static class CloseAfterSale
{
    /// <summary>The end of a case.</summary>
    public sealed record Body(DateTimeOffset ClosedAt);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/orders/{orderId}/after-sales/{caseId}/closure", (
                string orderId, string caseId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(ReportAfterSale.Command.Of(orderId, caseId, body), cancel))
            .Describe(
                "closeAfterSale", "Orders", "Close an after-sale case",
                "Records that an after-sale case was closed. The order can complete and mature again unless another "
                    + "case is open. A closure that arrives before its case or its order waits for it (202). "
                    + "Repeating the closure has no second effect; a closure at another time is refused with 409, "
                    + "and one before the opening with 422.")
            .Example("""{"closedAt": "2026-02-09T03:00:00Z"}""")
            .Scope(Scopes.OrdersWrite).ForBackends(Roles.Support).AnswersOrWaits<AfterSaleOutcome>()
            .Problems(
                DeliveryProblems.CaseClosed, DeliveryProblems.CaseIdReused, DeliveryProblems.BeforeOpening,
                OrderProblems.BeforePayment, DeliveryProblems.CaseUnknown, AccessProblems.IdempotencyKeyReused,
                OrderProblems.LineUnknown, ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);
}
