using SocialCommerce.Commissions.Terms;
using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Flows.Orders;

/// <summary>
/// What an order's lines are worth: tenders and discounts as the plan counts them, with the tax that prices include or
/// without it. Commission takes the plan's word for the tax; points, growth and spend take the order settings'. Pure.
/// </summary>
/// <param name="Dues">What the buyer owed for each line.</param>
/// <param name="Values">What each line counts for.</param>
/// <param name="Taxes">The included tax that was taken out of it.</param>
internal sealed record OrderEarningsOf(long[] Dues, long[] Values, long[] Taxes)
{
    /// <summary>The worth of an order's lines.</summary>
    /// <param name="order">The order.</param>
    /// <param name="plan">The version that says which tenders and discounts count; null for the usual ones.</param>
    /// <param name="netOfTax">Whether the included tax is taken out.</param>
    public static OrderEarningsOf Of(OrderContent order, PlanContent? plan, bool netOfTax) =>
        Of(order, plan, netOfTax, TendersNotCounted(plan));

    /// <summary>The same where other tenders than the plan's don't count.</summary>
    public static OrderEarningsOf Of(
        OrderContent order, PlanContent? plan, bool netOfTax, IReadOnlyCollection<string> tendersNotCounted)
    {
        var dues = LineValues.Dues(order);
        var values = LineValues.Of(
            order, dues, tendersNotCounted, plan?.DiscountsCounted ?? PlanContent.DefaultDiscountsCounted);
        if (!netOfTax) return new OrderEarningsOf(dues, values, new long[values.Length]);
        var taxes = IncludedTax.In(values, dues, IncludedTax.Of(order, dues));
        return new OrderEarningsOf(dues, [.. values.Select((value, i) => value - taxes[i])], taxes);
    }

    /// <summary>The worth to commission.</summary>
    public static OrderEarningsOf Of(OrderContent order, PlanContent? plan) =>
        Of(order, plan, plan is { NetOfTax: true });

    /// <summary>The tenders that a plan does not count.</summary>
    public static IReadOnlyCollection<string> TendersNotCounted(PlanContent? plan) =>
        plan?.TendersNotCounted ?? PlanContent.DefaultTendersNotCounted;
}
