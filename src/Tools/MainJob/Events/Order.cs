namespace SocialCommerce.MainJob.Events;

/// <summary>An order, paid and received at its invoice's time.</summary>
internal sealed record Order(
    DateTimeOffset At, string InvoiceNo, string CustomerId, IReadOnlyList<OrderLine> Lines)
    : Event(At, InvoiceNo, CustomerId)
{
    public long SumMinor => Lines.Sum(line => line.Quantity * line.UnitPriceMinor);
}
