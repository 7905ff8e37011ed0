namespace SocialCommerce.Ladder.Journeys;

/// <summary>An order of a customer, among all of them.</summary>
public sealed record Purchase(
    long CustomerKey, long OrderKey, string OrderId, DateTimeOffset PaidAt, DateTimeOffset RecordedAt)
{
    /// <summary>
    /// When it takes effect for its buyer: when it was paid. A clock that was ahead gives nothing in advance.
    /// </summary>
    public DateTimeOffset At => PaidAt < RecordedAt ? PaidAt : RecordedAt;
}
