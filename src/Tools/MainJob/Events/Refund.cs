namespace SocialCommerce.MainJob.Events;

/// <summary>What one cancellation takes back of one order.</summary>
internal sealed record Refund(Order Order, IReadOnlyList<RefundLine> Lines)
{
    public long SumMinor => Lines.Sum(line => line.Quantity * line.Line.UnitPriceMinor);
}
