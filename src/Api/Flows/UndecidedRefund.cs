using SocialCommerce.Kernel;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// A refund that has no effect yet, because its order is unknown or because it does not fit: it is kept, listed and
/// announced, until its order comes or a person decides.
/// </summary>
internal static class UndecidedRefund
{
    /// <summary>Keeps a refund that does not fit its order.</summary>
    public static RefundOrder.Answer Keep(
        Batch batch, Occasion when, OrderState order, RefundContent refund, Misfit misfit) =>
        Keep(batch, when, order.OrderId, refund, RefundStatements.RefusedLate, misfit.Reason);

    /// <summary>Keeps a refund that came before its order.</summary>
    public static RefundOrder.Answer Await(Batch batch, Occasion when, string orderId, RefundContent refund) =>
        Keep(batch, when, orderId, refund, RefundStatements.Waiting, null);

    private static RefundOrder.Answer Keep(
        Batch batch, Occasion when, string orderId, RefundContent refund, string status, string? refusal)
    {
        var answer = new RefundOrder.Answer(StatusCodes.Status202Accepted, Json.Write(new RefundOrder.Result(
            refund.RefundId, orderId, refund.RefundedAt, status, when.RecordedAt, Refusal: refusal)));
        batch.Keep(when, new KeptRefund(orderId, when.OrderKey, refund, status, null, refusal, answer.Json));
        batch.Announce(when, "refund.waiting", new
        {
            orderId,
            refund.RefundId,
            reason = refusal ?? Misfit.OrderUnknown,
        });
        return answer;
    }
}
