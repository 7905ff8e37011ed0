namespace SocialCommerce.Commissions;

/// <summary>What can happen to people's numbers and tiers, in the order in which one transaction does it.</summary>
public enum HappeningKind
{
    /// <summary>Somebody was bound to a referrer.</summary>
    Bound,

    /// <summary>Somebody was approved as a partner.</summary>
    Approved,

    /// <summary>Somebody has passed a training or an exam.</summary>
    Trained,

    /// <summary>A partner was suspended, reactivated, or has resigned.</summary>
    Decided,

    /// <summary>An order was paid.</summary>
    Sold,

    /// <summary>Goods were paid back.</summary>
    Refunded,
}

/// <summary>Something that really happened to somebody's numbers or tier.</summary>
/// <param name="Kind">What.</param>
/// <param name="Key">To whom: the buyer, where it is about an order.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Transaction">
/// What recorded it; of two things of one instant, the one with the lower number came first.
/// </param>
/// <param name="OrderKey">The order; of a binding, the one that carried it.</param>
/// <param name="ReferrerKey">To whom somebody was bound.</param>
/// <param name="Minor">Goods that were paid; below 0 where they were paid back.</param>
/// <param name="Word">
/// The training, the decision's cause, the transaction of a binding as <c>xid8</c> writes it, or
/// <see cref="ByGuest"/>.
/// </param>
public sealed record Happening(
    HappeningKind Kind, long Key, DateTimeOffset At, long Transaction, long? OrderKey = null, long? ReferrerKey = null,
    long Minor = 0, string? Word = null)
{
    /// <summary>Word of a sale to a guest, who reaches no tier.</summary>
    public const string ByGuest = "guest";

    /// <summary>Its place among everything that happened.</summary>
    public (DateTimeOffset At, long Transaction, HappeningKind Kind, long Key) Place =>
        (At, Transaction, Kind, OrderKey ?? Key);
}
