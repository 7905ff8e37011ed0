namespace SocialCommerce.Ladder.Products;

/// <summary>The four rungs of the product ladder (四级产品), lowest first.</summary>
public static class Rungs
{
    /// <summary>Traffic, low ticket, member product, partner product.</summary>
    public static readonly IReadOnlyList<string> All = ["traffic", "low", "member", "partner"];

    /// <summary>SQL: the rungs as a text[], lowest first.</summary>
    internal const string Array = "array['traffic', 'low', 'member', 'partner']";

    /// <summary>The highest of some rungs; null without one.</summary>
    public static string? Highest(IEnumerable<string?> rungs) =>
        All.LastOrDefault(rungs.ToHashSet(StringComparer.Ordinal).Contains);

    /// <summary>The rung after a rung: the first one for null, null after the last.</summary>
    public static string? Next(string? rung)
    {
        for (var i = 0; i < All.Count; i++) if (All[i] == rung) return i + 1 < All.Count ? All[i + 1] : null;
        return All[0];
    }
}
