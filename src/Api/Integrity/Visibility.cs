using System.Globalization;

namespace SocialCommerce.Api.Integrity;

/// <summary>
/// A PostgreSQL snapshot as <c>pg_snapshot</c> writes it, <c>xmin:xmax:running</c>: which transactions had committed
/// when an order's chain was read.
/// </summary>
internal sealed class Visibility
{
    private readonly ulong _xmin;
    private readonly ulong _xmax;
    private readonly HashSet<ulong> _running;

    private Visibility(ulong xmin, ulong xmax, HashSet<ulong> running) =>
        (_xmin, _xmax, _running) = (xmin, xmax, running);

    /// <summary>Reads the text.</summary>
    public static Visibility Parse(string text)
    {
        var parts = text.Split(':');
        var running = parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Number);
        return new Visibility(Number(parts[0]), Number(parts[1]), [.. running]);
    }

    /// <summary>Whether what a transaction wrote could be seen.</summary>
    public bool Sees(string transactionId)
    {
        var id = Number(transactionId);
        return id < _xmin || (id < _xmax && !_running.Contains(id));
    }

    private static ulong Number(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);
}
