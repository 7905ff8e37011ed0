using System.Globalization;
using SocialCommerce.Commissions.Calculation;

namespace SocialCommerce.Flows.Integrity;

/// <summary>
/// A PostgreSQL snapshot as <c>pg_snapshot</c> writes it, <c>xmin:xmax:running</c>: which transactions had committed
/// when an order's chain was read, or a promotion judged. It never lists the transaction that takes it, which looks as
/// if it had committed as soon as a later one has; so the caller names that transaction.
/// </summary>
internal sealed class Visibility
{
    private readonly ulong _xmin;
    private readonly ulong _xmax;
    private readonly HashSet<ulong> _running;

    private Visibility(ulong xmin, ulong xmax, HashSet<ulong> running) =>
        (_xmin, _xmax, _running) = (xmin, xmax, running);

    /// <summary>What an order could see when its snapshot was taken.</summary>
    public static OfOrder Of(string seen, long orderKey) => new(Parse(seen), orderKey);

    /// <summary>What another transaction had committed before this one took its snapshot.</summary>
    /// <param name="seen">The snapshot.</param>
    /// <param name="ownTransaction">The transaction that took it.</param>
    public static OfTransaction Of(string seen, string ownTransaction) => new(Parse(seen), ownTransaction);

    private static Visibility Parse(string text)
    {
        var parts = text.Split(':');
        var running = parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Number);
        return new Visibility(Number(parts[0]), Number(parts[1]), [.. running]);
    }

    private bool Sees(string transactionId)
    {
        var id = Number(transactionId);
        return id < _xmin || (id < _xmax && !_running.Contains(id));
    }

    private static ulong Number(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>As an order saw it: whatever it wrote itself names it.</summary>
    internal readonly record struct OfOrder(Visibility Seen, long OrderKey)
    {
        /// <summary>Whether another transaction's writes were visible; the order's own writes came after.</summary>
        public bool Sees(string transactionId, long? orderKey) => orderKey != OrderKey && Seen.Sees(transactionId);

        /// <summary>Whether an entry of a tier history could be seen.</summary>
        public bool Sees(HistoryEntry entry) => Sees(entry.TransactionId, entry.OrderKey);
    }

    /// <summary>As a transaction saw it.</summary>
    internal readonly record struct OfTransaction(Visibility Seen, string Own)
    {
        /// <summary>Whether what another transaction wrote could be seen.</summary>
        public bool Sees(string transactionId) => transactionId != Own && Seen.Sees(transactionId);
    }
}
