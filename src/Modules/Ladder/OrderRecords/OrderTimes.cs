using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.Payments;

namespace SocialCommerce.Ladder.OrderRecords;

/// <summary>An order's own times, as they were reported with it.</summary>
/// <param name="PaymentPlan">Its payment plan as JSON; null where it was paid at once.</param>
/// <param name="PaidUpAt">When the plan's last part was paid up, as it is kept.</param>
public sealed record OrderTimes(
    long OrderKey, DateTimeOffset PaidAt, DateTimeOffset? ShippedAt, DateTimeOffset? CompletedAt, string? PaymentPlan,
    DateTimeOffset? PaidUpAt)
{
    /// <summary>The payment plan with these of the order's events; null where it was paid at once.</summary>
    public PaymentSchedule? Schedule(IEnumerable<CompletionEvent> events) => PaymentPlan is null
        ? null
        : PaymentSchedule.Of(
            Json.Read<PaymentPlan>(PaymentPlan), PaidAt,
            events.Where(one => one.Kind is CompletionEvent.Paid or CompletionEvent.WrittenOff).Select(one =>
                new PaymentEntry(
                    "", one.Kind == CompletionEvent.WrittenOff, one.Units == 0 ? null : (int)one.Units, one.Amount,
                    one.From)));
}
