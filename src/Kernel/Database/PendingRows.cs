using System.Data.Common;

namespace SocialCommerce.Kernel.Database;

/// <summary>The rows of one statement; of none where it was not asked.</summary>
public sealed class PendingRows<T>(SqlStatement? statement = null) : PendingResult
{
    /// <summary>All rows, in the statement's order; empty before the batch has run.</summary>
    public List<T> List { get; } = [];

    /// <summary>The first row, or null.</summary>
    public T? First => List.Count > 0 ? List[0] : default;

    internal override async Task Read(DbDataReader reader, CancellationToken cancel)
    {
        var parse = statement!.Parser(typeof(T), reader);
        while (await reader.ReadAsync(cancel)) List.Add((T)parse(reader)!);
    }
}
