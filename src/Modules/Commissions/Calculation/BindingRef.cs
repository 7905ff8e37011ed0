using System.Globalization;

namespace SocialCommerce.Commissions.Calculation;

/// <summary>When a downline was bound to an upline.</summary>
/// <param name="At">When the binding was recorded.</param>
/// <param name="TransactionId">The transaction that recorded it, which orders equal instants.</param>
public sealed record BindingRef(DateTimeOffset At, string TransactionId)
{
    /// <summary>Whether it stood when an entry of a tier history was made.</summary>
    public bool Precedes(HistoryEntry entry) =>
        entry.RecordedAt > At || (entry.RecordedAt == At && Number(entry.TransactionId) >= Number(TransactionId));

    private static ulong Number(string transactionId) => ulong.Parse(transactionId, CultureInfo.InvariantCulture);
}
