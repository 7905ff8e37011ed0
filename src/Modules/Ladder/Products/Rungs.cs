namespace SocialCommerce.Ladder.Products;

/// <summary>The four rungs of the product ladder (四级产品), lowest first.</summary>
public static class Rungs
{
    /// <summary>The rung of member products.</summary>
    internal const string Member = "member";

    /// <summary>The rung of partner products.</summary>
    internal const string Partner = "partner";

    /// <summary>Traffic, low ticket, member product, partner product.</summary>
    public static readonly IReadOnlyList<string> All = ["traffic", "low", Member, Partner];

    /// <summary>SQL: the rungs as a text[], lowest first.</summary>
    internal const string Array = "array['traffic', 'low', 'member', 'partner']";

    /// <summary>The highest of some rungs; null without one.</summary>
    public static string? Highest(IEnumerable<string?> rungs) =>
        All.LastOrDefault(rungs.ToHashSet(StringComparer.Ordinal).Contains);

    /// <summary>The rung after a rung: the first one for null, null after the last.</summary>
    public static string? Next(string? rung) => All.ElementAtOrDefault(Place(rung) + 1);

    /// <summary>Where a rung stands, from 0; -1 for none.</summary>
    internal static int Place(string? rung)
    {
        for (var i = 0; i < All.Count; i++) if (All[i] == rung) return i;
        return -1;
    }
}
