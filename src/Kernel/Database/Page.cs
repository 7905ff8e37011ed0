using System.Text.Json.Serialization;

namespace SocialCommerce.Kernel.Database;

/// <summary>One page of a list in a stable order; no totals.</summary>
/// <param name="Data">At most <c>limit</c> rows.</param>
/// <param name="NextCursor">Opaque; pass it as <c>cursor</c> for the next page. Null on the last page.</param>
/// <param name="HasMore">Whether there is a next page.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Data, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? NextCursor,
    bool HasMore)
{
    /// <summary>The page with its rows turned into what is shown of them.</summary>
    public Page<TShown> Select<TShown>(Func<T, TShown> show) => new([.. Data.Select(show)], NextCursor, HasMore);
}
