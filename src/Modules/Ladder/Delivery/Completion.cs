namespace SocialCommerce.Ladder.Delivery;

/// <summary>When an order counts as complete.</summary>
public static class Completion
{
    /// <summary>A line as completion sees it.</summary>
    /// <param name="ShippedAt">When it left, if reported.</param>
    /// <param name="CompletedAt">When it was received, if reported.</param>
    /// <param name="HasLeft">Whether something of it is left after refunds.</param>
    public readonly record struct Line(DateTimeOffset? ShippedAt, DateTimeOffset? CompletedAt, bool HasLeft);

    /// <summary>
    /// The order is complete when its last line with something left is. A line without a reported completion counts as
    /// completed <paramref name="autoDays"/> after its shipment, or after payment where the shop reports no shipments,
    /// pauses not counted; null while a line that has to be shipped has not been, and while a pause has no end.
    /// </summary>
    public static DateTimeOffset? Of(
        IEnumerable<Line> lines, DateTimeOffset paidAt, int autoDays, bool reportsShipments, ClockPauses pauses)
    {
        DateTimeOffset? last = paidAt;
        foreach (var line in lines.Where(line => line.HasLeft))
        {
            var start = line.ShippedAt ?? (reportsShipments ? null : paidAt);
            var completed = line.CompletedAt ?? (start is { } from ? pauses.After(from, autoDays) : null);
            if (completed is null) return null;
            if (completed > last) last = completed;
        }
        return last;
    }
}
