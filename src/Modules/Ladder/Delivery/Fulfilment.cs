using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Ladder.Delivery;

/// <summary>What a report of shipment or completion changes. Pure.</summary>
/// <param name="LineNos">Lines that are newly shipped or completed.</param>
/// <param name="Lines">All lines as they are then; an order's own times stand on the lines that have none.</param>
public sealed record Fulfilment(IReadOnlyList<int> LineNos, IReadOnlyList<LineState> Lines)
{
    /// <summary>
    /// Decides. Each line is shipped once and completed once: the same time again changes nothing. Without line ids it
    /// concerns all lines that are open.
    /// </summary>
    /// <exception cref="ProblemException">422 BEFORE_PAYMENT, LINE_UNKNOWN; 409 ALREADY_SHIPPED,
    /// ALREADY_COMPLETED.</exception>
    public static Fulfilment Of(
        OrderState order, IReadOnlyList<LineState> lines, FulfilmentKind kind, DateTimeOffset at,
        IReadOnlyList<string>? lineIds)
    {
        var time = kind == FulfilmentKind.Shipped ? "#/shippedAt" : "#/completedAt";
        if (at < order.PaidAt)
            throw OrderProblems.BeforePayment.Because($"The order was paid at {Json.Text(order.PaidAt)}.", time);
        var known = lines.Select(line => line with
        {
            ShippedAt = line.ShippedAt ?? order.ShippedAt,
            CompletedAt = line.CompletedAt ?? order.CompletedAt,
        }).ToList();
        var open = lineIds is null ? Open(known, kind, at, time) : Named(known, kind, at, lineIds);
        return new Fulfilment(
            [.. open.Select(line => line.LineNo)],
            [.. known.Select(line => open.Contains(line) ? At(line, kind, at) : line)]);
    }

    private static List<LineState> Open(List<LineState> lines, FulfilmentKind kind, DateTimeOffset at, string pointer)
    {
        var open = lines.FindAll(line => Time(line, kind) is null);
        // The report that did the last lines may be sent again; any other time has nothing to say.
        if (open.Count == 0 && !lines.Exists(line => Time(line, kind) == at)) throw Already(lines[0], kind, pointer);
        return open;
    }

    private static List<LineState> Named(
        List<LineState> lines, FulfilmentKind kind, DateTimeOffset at, IReadOnlyList<string> lineIds)
    {
        var byId = lines.ToDictionary(line => line.LineId, StringComparer.Ordinal);
        var open = new List<LineState>();
        for (var i = 0; i < lineIds.Count; i++)
        {
            if (!byId.TryGetValue(lineIds[i], out var line))
                throw OrderProblems.LineUnknown.Because($"The order has no line '{lineIds[i]}'.", $"#/lineIds/{i}");
            if (Time(line, kind) is null) open.Add(line);
            else if (Time(line, kind) != at) throw Already(line, kind, $"#/lineIds/{i}");
        }
        return open;
    }

    private static DateTimeOffset? Time(LineState line, FulfilmentKind kind) =>
        kind == FulfilmentKind.Shipped ? line.ShippedAt : line.CompletedAt;

    private static LineState At(LineState line, FulfilmentKind kind, DateTimeOffset at) =>
        kind == FulfilmentKind.Shipped ? line with { ShippedAt = at } : line with { CompletedAt = at };

    private static ProblemException Already(LineState line, FulfilmentKind kind, string pointer) =>
        (kind == FulfilmentKind.Shipped ? DeliveryProblems.AlreadyShipped : DeliveryProblems.AlreadyCompleted).Because(
            $"Line '{line.LineId}' has the time {Json.Text(Time(line, kind))} already.", pointer);
}
