namespace SocialCommerce.Ladder.Delivery;

/// <summary>Something that may have moved an order's completion.</summary>
/// <param name="Kind">
/// <c>shipped</c>, <c>completed</c>, <c>refunded</c>, <c>amended</c>, <c>suspended</c> by a case, <c>paid</c> in part,
/// or <c>writtenOff</c>.
/// </param>
/// <param name="LineNos">The lines concerned; none for a plain refund, a case and a payment.</param>
/// <param name="Units">For a refund: units returned of the line; for an amendment: units sold from then on; for a
/// payment: the part that it names, 0 for none.</param>
/// <param name="Unpriced">
/// For a refund: those of them for which no amount was given; for an amendment: what was due for the line.
/// </param>
/// <param name="Amount">For a refund: given for the line, or plain; for an amendment: the line's value; for a payment:
/// what was paid.</param>
/// <param name="From">When it happened; for a case its beginning.</param>
/// <param name="Until">For a case: its end, once it is known.</param>
/// <param name="RecordedAt">When it was recorded; null for an event reported with the order.</param>
/// <param name="EndedAt">For a case: when its end was recorded.</param>
public sealed record CompletionEvent(
    long OrderKey, string Kind, int[] LineNos, decimal Units, decimal Unpriced, long Amount, DateTimeOffset From,
    DateTimeOffset? Until, DateTimeOffset? RecordedAt, DateTimeOffset? EndedAt)
{
    /// <summary>Kind of a payment.</summary>
    public const string Paid = "paid";

    /// <summary>Kind of what was written off.</summary>
    public const string WrittenOff = "writtenOff";
}
