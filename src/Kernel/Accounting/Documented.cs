namespace SocialCommerce.Kernel.Accounting;

/// <summary>A movement's document, and the rule that earned it where there is one.</summary>
/// <param name="Document">The document; null for a movement of whose event no module knows.</param>
/// <param name="Rule">Id of the plan's rule.</param>
/// <param name="RuleKind">Its bonus kind.</param>
public sealed record Documented(Document? Document, string? Rule, string? RuleKind)
{
    /// <summary>A movement of which nothing is known.</summary>
    public static readonly Documented Nothing = new(null, null, null);
}
