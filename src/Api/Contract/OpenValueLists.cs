using System.Text.RegularExpressions;

namespace SocialCommerce.Api.Contract;

/// <summary>
/// The words that a property may hold, given as examples and not as an enum: lists of words grow, and a client that
/// was generated yesterday has to read tomorrow's answer.
/// </summary>
internal static partial class OpenValueLists
{
    /// <summary>A property's words, which its description tells as `one` or `other`; else none.</summary>
    public static IReadOnlyList<string> Of(string? description)
    {
        var told = Quoted().Matches(description ?? "").Select(match => match.Groups[1].Value).Distinct().ToList();
        return told.Count > 1 ? told : [];
    }

    [GeneratedRegex("`([A-Za-z0-9]+)`")]
    private static partial Regex Quoted();
}
