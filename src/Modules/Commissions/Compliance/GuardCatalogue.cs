namespace SocialCommerce.Commissions.Compliance;

/// <summary>The guard's rules and profiles, as data.</summary>
/// <param name="Rules">Every rule.</param>
/// <param name="Profiles">Every version of every jurisdiction's profile.</param>
public sealed record GuardCatalogue(IReadOnlyList<GuardRule> Rules, IReadOnlyList<GuardProfile> Profiles)
{
    /// <summary>The catalogue that ships.</summary>
    public static GuardCatalogue Shipped { get; } = Read();

    /// <summary>The profile in force; before the first of a jurisdiction, that one.</summary>
    public GuardProfile InForce(string jurisdiction, DateTimeOffset at)
    {
        var versions = Profiles.Where(profile => profile.Jurisdiction == jurisdiction)
            .OrderBy(profile => profile.EffectiveFrom).ToList();
        return versions.LastOrDefault(profile => profile.EffectiveFrom <= at) ?? versions[0];
    }

    /// <summary>A rule by its id.</summary>
    internal GuardRule Rule(string ruleId) => Rules.First(rule => rule.RuleId == ruleId);

    /// <summary>The words that a rule looks for.</summary>
    public IReadOnlyList<string> WordsOf(string ruleId) => Rule(ruleId).Words ?? [];

    private static GuardCatalogue Read()
    {
        const string Resource = "SocialCommerce.Commissions.Compliance.guard.json";
        using var reader = new StreamReader(typeof(GuardCatalogue).Assembly.GetManifestResourceStream(Resource)!);
        return Json.Read<GuardCatalogue>(reader.ReadToEnd());
    }
}
