namespace SocialCommerce.Commissions.Terms;

/// <summary>Something wrong with a configuration that was sent.</summary>
/// <param name="Path">Place in the configuration, such as <c>rules[0].rates[2].bps</c>.</param>
/// <param name="Code">UPPER_SNAKE.</param>
/// <param name="Detail">One sentence.</param>
internal sealed record ConfigError(string Path, string Code, string Detail)
{
    /// <summary>The rule for ids.</summary>
    public const string IdRule = "An id has 1 to 64 characters, none of them a control character.";

    /// <summary>Where it is in a request that holds the configuration in a property.</summary>
    public string Pointer(string property) => ValidationRules.Pointer($"{property}.{Path}");

    /// <summary>A number outside its range.</summary>
    public static IEnumerable<ConfigError> Outside(string path, long value, long least, long most)
    {
        if (value < least || value > most)
            yield return new ConfigError(path, "OUT_OF_RANGE", $"Must be between {least} and {most}.");
    }

    /// <summary>A word that is not among the known ones.</summary>
    public static IEnumerable<ConfigError> Unknown(
        string path, string? word, IReadOnlyCollection<string> known, string code = "VALUE_UNKNOWN")
    {
        if (word is null || !known.Contains(word))
            yield return new ConfigError(path, code, $"Must be one of {string.Join(", ", known)}.");
    }
}
