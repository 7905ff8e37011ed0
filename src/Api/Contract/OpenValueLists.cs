using System.Text.RegularExpressions;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Api.Contract;

/// <summary>
/// The words that a property may hold, given as examples and not as an enum: lists of words grow, and a client that
/// was generated yesterday has to read tomorrow's answer.
/// </summary>
internal static partial class OpenValueLists
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Known = new()
    {
        ["Condition.metric"] = Metrics.Known,
        ["MeasuredCondition.metric"] = Metrics.Known,
        ["Tender.kind"] = Tender.Kinds,
        ["CreateShopCommand.mode"] = ["sandbox", "live"],
        ["CreateShopResult.mode"] = ["sandbox", "live"],
        ["CreateShopCommand.jurisdiction"] = ["CN", "US", "EU", "custom"],
        ["CreateShopResult.jurisdiction"] = ["CN", "US", "EU", "custom"],
        ["Product.rung"] = Rungs.All,
        ["Benefit.family"] = ["material", "emotional"],
        ["Benefit.kind"] = ["gift", "cash", "points", "information", "privilege", "desire"],
        ["CreateApiKeyBody.scopes"] = Scopes.Known,
        ["PutOperatorBody.roles"] = Roles.Known,
        ["Operator.roles"] = Roles.Known,
    };

    /// <summary>A property's words: known here, or told by its description as `one` or `other`.</summary>
    public static IReadOnlyList<string> Of(string owner, string name, string? description)
    {
        if (Known.TryGetValue($"{owner}.{name}", out var words)) return words;
        var told = Quoted().Matches(description ?? "").Select(match => match.Groups[1].Value).Distinct().ToList();
        return told.Count > 1 ? told : [];
    }

    /// <summary>What to say of a property whose own description refers to code.</summary>
    public static string? Describe(string owner, string name) => Known.TryGetValue($"{owner}.{name}", out var words)
        ? $"{(name is "scopes" or "roles" ? "Each" : "One")} of {string.Join(", ", words.Select(word => $"`{word}`"))}."
        : null;

    [GeneratedRegex("`([A-Za-z0-9]+)`")]
    private static partial Regex Quoted();
}
