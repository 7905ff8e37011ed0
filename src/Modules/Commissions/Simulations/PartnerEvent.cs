namespace SocialCommerce.Commissions.Simulations;

/// <summary>A recorded event that changed a person's numbers or tier.</summary>
/// <param name="Kind">The kind of event.</param>
/// <param name="Key">The person concerned; the buyer for an event of an order.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Transaction">
/// The transaction that recorded it; of two events of one instant, the one with the lower number came first.
/// </param>
/// <param name="OrderKey">The order; of a binding, the one that carried it.</param>
/// <param name="ReferrerKey">The referrer of a binding.</param>
/// <param name="Minor">Goods that were paid; below 0 where they were paid back.</param>
/// <param name="Word">
/// The training, the decision's cause, the transaction of a binding as <c>xid8</c> writes it, or
/// <see cref="ByGuest"/>.
/// </param>
public sealed record PartnerEvent(
    PartnerEventKind Kind, long Key, DateTimeOffset At, long Transaction, long? OrderKey =
        null, long? ReferrerKey = null,
    long Minor = 0, string? Word = null)
{
    /// <summary>Word of a sale to a guest, who reaches no tier.</summary>
    public const string ByGuest = "guest";

    /// <summary>Its place among everything that happened.</summary>
    public (DateTimeOffset At, long Transaction, PartnerEventKind Kind, long Key) Place =>
        (At, Transaction, Kind, OrderKey ?? Key);
}
