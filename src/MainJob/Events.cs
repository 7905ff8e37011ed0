namespace SocialCommerce.MainJob;

/// <summary>Something that happened in the shop: one invoice that the replay keeps.</summary>
internal abstract record Event(DateTimeOffset At, string InvoiceNo, string CustomerId);

/// <summary>An order, paid and received at its invoice's time.</summary>
internal sealed record Order(
    DateTimeOffset At, string InvoiceNo, string CustomerId, IReadOnlyList<OrderLine> Lines)
    : Event(At, InvoiceNo, CustomerId)
{
    public long SumMinor => Lines.Sum(line => line.Quantity * line.UnitPriceMinor);
}

/// <summary>A line of an order; its number is its place in the invoice, skipped rows included.</summary>
internal sealed record OrderLine(int Number, string StockCode, int Quantity, long UnitPriceMinor);

/// <summary>A cancellation: units that the customer gives back, of whichever orders they came from.</summary>
internal sealed record Cancellation(
    DateTimeOffset At, string InvoiceNo, string CustomerId, IReadOnlyList<GivenBack> Lines)
    : Event(At, InvoiceNo, CustomerId);

/// <summary>Units of one stock code on a cancellation.</summary>
internal readonly record struct GivenBack(string StockCode, int Quantity);

/// <summary>What the reading left out, by reason: invoices, except for the rows without value.</summary>
internal readonly record struct Skipped(int NoCustomer, int Adjustment, int LineWithoutValue, int OrderWithoutLines);

/// <summary>The orders file as the replay sees it: events in their order, and what was skipped.</summary>
internal sealed record Reading(IReadOnlyList<Event> Events, Skipped Skipped);
