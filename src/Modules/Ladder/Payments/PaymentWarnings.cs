using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Ladder.Payments;

/// <summary>What the sender of an order should know of how it is paid. Pure.</summary>
public static class PaymentWarnings
{
    /// <summary>
    /// Parts that do not add up to what the buyer owes, and an amount in another currency that is not, by its rate,
    /// what the buyer owes.
    /// </summary>
    /// <param name="order">The order; valid.</param>
    /// <param name="currency">The shop's currency.</param>
    /// <param name="toleranceMinor">By how much parts may miss what is owed, either way.</param>
    public static IEnumerable<OrderWarning> Of(OrderContent order, string currency, long toleranceMinor)
    {
        if (order.PaymentPlan is null && order.PaidIn is null) yield break;
        var due = LineValues.Due(order);
        if (order.PaymentPlan is { } plan && Math.Abs(plan.TotalMinor() - due) > toleranceMinor)
            yield return new OrderWarning("paymentPlanDoesNotAddUp", "#/paymentPlan/parts");
        // Lines, shipping and tax may each have been converted by themselves.
        if (order.PaidIn?.Fits(due, currency, order.Lines.Count + 2) == false)
            yield return new OrderWarning("paidInDiffers", "#/paidIn");
    }
}
