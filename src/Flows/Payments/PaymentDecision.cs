using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Flows.Delivery;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Payments;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Flows.Payments;

/// <summary>What a payment changes, decided without I/O from what was read.</summary>
/// <param name="Reading">The order, locked.</param>
/// <param name="Row">The payment; as it is kept, where it is known.</param>
/// <param name="IsKnown">Whether it is known.</param>
/// <param name="Without">The plan without it; null where the order has none.</param>
/// <param name="With">The plan with it.</param>
/// <param name="Maturity">Completion and maturity with it.</param>
internal sealed record PaymentDecision(
    PaymentInputs Reading, PaymentRow Row, bool IsKnown, PaymentSchedule? Without, PaymentSchedule? With,
    Maturity? Maturity)
{
    private OrderState Order => Reading.Delivery.Order!;

    /// <summary>Decides; a payment that is known changes nothing.</summary>
    /// <param name="inputs">The order, locked.</param>
    /// <param name="row">The payment.</param>
    /// <param name="plan">The order's plan version, or null.</param>
    /// <param name="recordedAt">The shop's time.</param>
    /// <param name="heardAt">When it was reported; what had matured then stays so.</param>
    /// <exception cref="ProblemException">409 where another payment has its id.</exception>
    public static PaymentDecision Of(
        PaymentInputs inputs, PaymentRow row, PlanContent? plan, DateTimeOffset recordedAt, DateTimeOffset heardAt)
    {
        var known = inputs.Payments.FirstOrDefault(one => one.PaymentId == row.PaymentId);
        if (known is not null && known.Entry != row.Entry)
            throw PaymentProblems.PaymentConflict.Because(
                $"Payment '{row.PaymentId}' of this order is known with other content.", Difference(known, row));
        var others = inputs.Payments.Where(one => one.PaymentId != row.PaymentId).Select(one => one.Entry).ToList();
        var (without, with) = (Schedule(inputs, others), Schedule(inputs, others.Append(row.Entry)));
        var moves = known is null && without?.PaidUpAt != with?.PaidUpAt;
        return new PaymentDecision(
            inputs, known ?? row, known is not null, without, with,
            moves ? Matures(inputs.Delivery, with!, plan, recordedAt, heardAt) : inputs.Delivery.Maturity());
    }

    /// <summary>The payment, and how far it leaves the order paid.</summary>
    public OrderPaymentOutcome Answer(Shop shop)
    {
        var payments = IsKnown ? Reading.Payments : [.. Reading.Payments, Row];
        return new OrderPaymentOutcome(
            Order.OrderId, Row.ToPayment(shop),
            PlanStanding.Of(shop, Reading.Plan, Order.PaidAt, Order.IsRefundedWhole, payments)!, Maturity?.CompletedAt,
            Maturity?.MaturesAt, Warnings() is { Count: > 0 } warnings ? warnings : null);
    }

    /// <summary>Adds everything to a batch.</summary>
    public void Write(SqlBatch batch, PostingContext posting)
    {
        if (IsKnown) return;
        batch.Ladder.Keep(posting, Row, With);
        if (Maturity != Reading.Delivery.Maturity()) batch.Commissions.SetMaturity(posting, Maturity);
        batch.Announce(posting, "order.paymentRecorded", new { Order.OrderId, Row.PaymentId });
        if (With?.PaidUpAt is not null && Without?.PaidUpAt is null)
            batch.Announce(posting, "order.paymentPlanPaidUp", new { Order.OrderId });
    }

    private static PaymentSchedule? Schedule(PaymentInputs inputs, IEnumerable<PaymentEntry> entries) =>
        inputs.Plan is { } plan ? PaymentSchedule.Of(plan, inputs.Delivery.Order!.PaidAt, entries) : null;

    /// <summary>
    /// Completion and maturity once the plan is paid up at another time. They stay what they were when commission has
    /// matured, and when nothing of the order is left.
    /// </summary>
    private static Maturity? Matures(
        FulfilmentInputs inputs, PaymentSchedule schedule, PlanContent? plan, DateTimeOffset recordedAt,
        DateTimeOffset heardAt)
    {
        var order = inputs.Order!;
        var left = RefundRules.Sums(order, inputs.Lines).Left();
        return inputs.Commission.IsMature(heardAt) || left.All(amount => amount == 0)
            ? inputs.Maturity()
            : inputs.Maturity(
                inputs.Lines, AfterSale.Pauses(inputs.AfterSales).With(schedule.Pause(order.PaidAt)), plan, recordedAt);
    }

    private List<OrderWarning> Warnings()
    {
        var warnings = new List<OrderWarning>();
        if (With is null) Warn("noPaymentPlan", "#/paymentId");
        else if (Row.PartNo is { } part && With.Part(part) is null) Warn("unknownPart", "#/part");
        if (With?.ExcessMinor > Without?.ExcessMinor) Warn("paymentExceedsPlan", "#/amount");
        if (Order.IsRefundedWhole) Warn("orderRefunded", "#/paymentId");
        return warnings;

        void Warn(string code, string pointer) => warnings.Add(new OrderWarning(code, pointer));
    }

    private static string Difference(PaymentRow known, PaymentRow row) =>
        known.IsWriteOff ? "#/paymentId"
        : known.AmountMinor != row.AmountMinor ? "#/amount"
        : known.PaidAt != row.PaidAt ? "#/paidAt" : "#/part";
}
