namespace SocialCommerce.Commissions.Costs;

/// <summary>The dimensions by which costs can be broken down.</summary>
public static class CostDimension
{
    public const string Kind = "kind";
    public const string Rule = "rule";
    public const string Plan = "plan";
    public const string Tier = "tier";
    public const string Product = "product";

    /// <summary>Every dimension.</summary>
    public static readonly string[] Known = [Kind, Rule, Plan, Tier, Product];

    /// <summary>What a dimension has where there is no value.</summary>
    public const string None = "none";

    /// <summary>The dimensions that a request names; kind where it names none.</summary>
    /// <exception cref="ProblemException">422 for one that does not exist, and for one that is named twice.</exception>
    public static IReadOnlyList<string> Parse(string? by)
    {
        var names = (by ?? Kind).Split(',');
        foreach (var name in names) Paging.Filter("by", name, Known);
        return names.Distinct().Count() == names.Length
            ? names
            : throw CostProblems.ValueRepeated.Because("by names each dimension once.", "?by");
    }
}
