namespace SocialCommerce.Ladder.Payments;

/// <summary>How far an order is paid.</summary>
/// <param name="Status">
/// <c>open</c> while a part is open, <c>paidUp</c>, <c>closed</c> where the order was refunded whole while a part was
/// open, or <c>none</c> for payments of an order that has no plan.
/// </param>
/// <param name="Kind">
/// <c>deposit</c> or <c>instalments</c>; absent where the order has no plan.
/// </param>
/// <param name="Open">What is open of all parts.</param>
/// <param name="Excess">What payments exceed the plan by; absent where they do not.</param>
/// <param name="PaidUpAt">When nothing was open any more; absent while something is.</param>
/// <param name="Parts">The parts by their numbers.</param>
/// <param name="Payments">What was reported after the order, by its own time.</param>
public sealed record PlanStanding(
    string Status, string? Kind, Money Open, Money? Excess, DateTimeOffset? PaidUpAt,
    [property: Most(PaymentPlan.MaxParts)] IReadOnlyList<PlanPart> Parts, IReadOnlyList<OrderPayment> Payments)
{
    /// <summary>A part is open.</summary>
    public const string IsOpen = "open";

    /// <summary>No part is open.</summary>
    public const string IsPaidUp = "paidUp";

    /// <summary>The order was refunded whole.</summary>
    public const string IsClosed = "closed";

    /// <summary>The order has no plan.</summary>
    public const string HasNone = "none";

    /// <summary>How far an order is paid; null for one that was paid at once.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="plan">The order's plan, or null.</param>
    /// <param name="orderPaidAt">When the order was paid.</param>
    /// <param name="isRefundedWhole">Whether nothing is left of what was due for its goods.</param>
    /// <param name="payments">What was reported after it.</param>
    public static PlanStanding? Of(
        Shop shop, PaymentPlan? plan, DateTimeOffset orderPaidAt, bool isRefundedWhole,
        IReadOnlyCollection<PaymentRow> payments)
    {
        if (plan is null && payments.Count == 0) return null;
        List<OrderPayment> shown =
        [
            .. payments.OrderBy(one => one.PaidAt).ThenBy(one => one.PaymentId, StringComparer.Ordinal)
                .Select(one => one.ToPayment(shop)),
        ];
        if (plan is null)
            return new PlanStanding(
                HasNone, null, shop.Money(0), shop.Money(payments.Sum(one => one.AmountMinor)), null, [], shown);
        var schedule = PaymentSchedule.Of(plan, orderPaidAt, payments.Select(one => one.Entry));
        return new PlanStanding(
            schedule.PaidUpAt is not null ? IsPaidUp : isRefundedWhole ? IsClosed : IsOpen, plan.Kind,
            shop.Money(schedule.OpenMinor), schedule.ExcessMinor > 0 ? shop.Money(schedule.ExcessMinor) : null,
            schedule.PaidUpAt, [.. schedule.Parts.Select(part => Show(shop, part))], shown);
    }

    private static PlanPart Show(Shop shop, PartState state) => new(
        state.Part.Number, state.Part.Amount, shop.Money(state.PaidMinor), shop.Money(state.OpenMinor),
        state.WrittenOffMinor > 0 ? shop.Money(state.WrittenOffMinor) : null, state.Part.DueAt, state.PaidUpAt);
}
