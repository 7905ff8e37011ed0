using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Flows.Integrity;

/// <summary>
/// Recomputes when each order is complete and its commission matures, from what was reported of it, the version's days
/// and its after-sale cases; and when bonuses mature that no order pays.
/// </summary>
internal sealed class MaturityRecount(CommissionSettings settings)
{
    private readonly List<IntegrityFinding> _findings = [];

    /// <summary>Whose times are not what they follow from.</summary>
    public IReadOnlyList<IntegrityFinding> Findings => _findings;

    /// <summary>Looks at one order.</summary>
    public void Look(BookedOrder order, OrderTimes times, OrderSums sums, List<CompletionEvent> events)
    {
        var kept = order.Maturity;
        if (times.Schedule(events) is { } schedule && schedule.PaidUpAt != times.PaidUpAt)
            Add(
                $"order {order.OrderId}",
                $"paid up at {Json.Text(times.PaidUpAt)}, due {Json.Text(schedule.PaidUpAt)}");
        if (kept is not null && !Heard(order, events)) Add($"order {order.OrderId}", "no event was recorded then");
        // What came in the very moment of maturity came before it or after.
        var due = Due(order, times, sums, events.FindAll(one => !(one.RecordedAt >= kept?.MaturesAt)));
        if (due != kept && events.Count > 0)
            due = Due(order, times, sums, events.FindAll(one => !(one.RecordedAt > kept?.MaturesAt)));
        if (due != kept)
            Add(
                $"order {order.OrderId}",
                $"matures at {Json.Text(kept?.MaturesAt)}, due {Json.Text(due?.MaturesAt)}; "
                + $"complete at {Json.Text(kept?.CompletedAt)}, due {Json.Text(due?.CompletedAt)}");
    }

    /// <summary>Looks at a source of bonuses.</summary>
    public void Look(SourceTimes source)
    {
        var due = settings.ByKey(source.PlanKey) is { } plan
            ? AccrualSource.MaturesAt(plan.Content, source.HappenedAt, source.RecordedAt)
            : source.RecordedAt;
        if (due != source.MaturesAt)
            Add(
                $"{source.SourceKind} {source.SourceId}",
                $"matures at {Json.Text(source.MaturesAt)}, due {Json.Text(due)}");
    }

    /// <summary>Whether the completion was recorded with the order, or by a later event.</summary>
    private static bool Heard(BookedOrder order, List<CompletionEvent> events) =>
        order.HeardAt == order.RecordedAt
        || events.Exists(one => one.RecordedAt == order.HeardAt || one.EndedAt == order.HeardAt);

    /// <summary>What follows from these events; an order of which nothing is left keeps the times it had.</summary>
    private Maturity? Due(BookedOrder order, OrderTimes times, OrderSums sums, List<CompletionEvent> known)
    {
        if (settings.ByKey(order.PlanKey)?.Content is not { } plan) return null;
        var left = Left(sums, known);
        if (left.All(amount => amount == 0) && known.Count > 0) return order.Maturity;
        var pauses = new ClockPauses(
            [.. known.Where(one => one.Kind == "suspended").Select(one => new ClockPause(one.From, one.Until))])
            .With(times.Schedule(known)?.Pause(times.PaidAt));
        Completion.Line[] lines =
            [.. left.Select(amount => new Completion.Line(times.ShippedAt, times.CompletedAt, amount > 0))];
        foreach (var one in known)
            foreach (var line in one.LineNos)
                lines[line - 1] = one.Kind switch
                {
                    "shipped" => lines[line - 1] with { ShippedAt = one.From },
                    "completed" => lines[line - 1] with { CompletedAt = one.From },
                    _ => lines[line - 1],
                };
        var completed = Completion.Of(lines, times.PaidAt, plan.AutoCompleteDays, plan.ReportsShipments, pauses);
        return Maturity.Of(plan, completed, order.HeardAt, pauses);
    }

    private static long[] Left(OrderSums sums, List<CompletionEvent> known)
    {
        var (gone, plain) = (new LineRefunds[sums.Values.Length], 0L);
        var worths = sums.ToSums().Lines.ToArray();
        var amended = known.Where(one => one.Kind == "amended").OrderBy(one => one.RecordedAt is not null)
            .ThenBy(one => one.RecordedAt).ToList();
        if (amended.Count > 0) worths = Array.ConvertAll(worths, line => new LineWorth(0, 0, 0, line.Place));
        foreach (var line in amended)
            worths[line.LineNos[0] - 1] = new LineWorth(
                line.Units, (long)line.Unpriced, line.Amount, worths[line.LineNos[0] - 1].Place);
        foreach (var refund in known.Where(one => one.Kind == "refunded"))
            if (refund.LineNos.Length == 0) plain += refund.Amount;
            else gone[refund.LineNos[0] - 1] += new LineRefunds(refund.Units, refund.Unpriced, refund.Amount);
        return new RefundSums(worths, gone, plain).Left();
    }

    private void Add(string subject, string detail)
    {
        if (_findings.Count < IntegrityChecks.Shown) _findings.Add(new IntegrityFinding(subject, detail));
    }
}
