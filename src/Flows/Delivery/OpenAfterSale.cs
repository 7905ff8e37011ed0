using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.OrderRecords;

namespace SocialCommerce.Flows.Delivery;

/// <summary>Opens an after-sale case of an order, or of some of its lines; see <see cref="ReportAfterSale"/>.</summary>
internal static class OpenAfterSale
{
    /// <summary>A case.</summary>
    /// <param name="CaseId">The merchant's own id.</param>
    /// <param name="OpenedAt">When it was opened.</param>
    /// <param name="LineIds">The lines concerned; leave it out for the whole order.</param>
    [RulesOf(typeof(ReportAfterSale.Command))]
    public sealed record Body(string CaseId, DateTimeOffset OpenedAt, IReadOnlyList<string>? LineIds = null);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/orders/{orderId}/after-sales", (
                string orderId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(ReportAfterSale.Command.Of(orderId, body), cancel))
            .Describe(
                "openAfterSale", "Orders", "Open an after-sale case",
                "Records that an after-sale case was opened for an order or for some of its lines. While a case is "
                    + "open, the order neither completes automatically nor matures, and the time is not counted "
                    + "towards either; commission that had matured before the report stays mature. A case of an "
                    + "unknown order is stored with the status `waiting` (202) and takes effect with the order. "
                    + "Repeating the report has no second effect; another case under the same id is refused with "
                    + "409, and a case opened before the payment or for an unknown line with 422.")
            .Example("""{"caseId": "as-118", "openedAt": "2026-02-05T03:00:00Z", "lineIds": ["1"]}""")
            .Scope(Scopes.OrdersWrite).ForBackends(Roles.Support).AnswersOrWaits<AfterSaleOutcome>()
            .Problems(
                DeliveryProblems.CaseClosed, DeliveryProblems.CaseIdReused, DeliveryProblems.BeforeOpening,
                OrderProblems.BeforePayment, DeliveryProblems.CaseUnknown, AccessProblems.IdempotencyKeyReused,
                OrderProblems.LineUnknown, ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);
}
