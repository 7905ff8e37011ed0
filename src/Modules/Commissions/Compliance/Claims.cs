namespace SocialCommerce.Commissions.Compliance;

/// <summary>Claims of easy or endless income, in the few texts that a plan has.</summary>
internal static class Claims
{
    public static IEnumerable<Measure> In(string text, string path, GuardCatalogue catalogue)
    {
        var word = catalogue.WordsOf("G14")
            .FirstOrDefault(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
        if (word is not null)
            yield return new Measure("G14", path, 1, $"'{text}' claims '{word}'.", _ => $"Leave '{word}' out.");
    }
}
