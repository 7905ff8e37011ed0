using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>A rule of the compliance guard (G01…G22), wherever it acts.</summary>
/// <param name="RuleId">Its id.</param>
/// <param name="ActsOn">
/// <c>plan</c>: linted before a version is published; <c>watch</c>: read from live data; <c>declaration</c>: a named
/// person answers for it at publishing, where the shop has something that it is about; <c>construction</c>: nothing in
/// the product can break it; else the part of the product that looks at it, such as <c>payee</c> or <c>payout</c>.
/// </param>
/// <param name="Title">What it is about.</param>
/// <param name="Source">The law, case or platform document that it comes from.</param>
/// <param name="Words">Words that it looks for, where it does.</param>
public sealed record GuardRule(
    string RuleId, string ActsOn, string Title, string Source, IReadOnlyList<string>? Words = null)
{
    /// <summary>Acts on plans.</summary>
    public const string OnPlan = "plan";

    /// <summary>Acts on live data.</summary>
    public const string OnWatch = "watch";
}

/// <summary>From where on a measure is a finding, and how bad a one.</summary>
/// <param name="Severity">
/// <c>refuse</c> stops publishing, <c>flag</c> asks a named person's acknowledgement, <c>info</c> is for reading.
/// </param>
/// <param name="Above">A finding above this.</param>
/// <param name="Below">A finding below this.</param>
/// <param name="People">Only from so many people on.</param>
public sealed record GuardLimit(string Severity, long? Above = null, long? Below = null, long? People = null)
{
    internal bool IsPassed(long value, long people) =>
        (value > Above || value < Below) && people >= (People ?? 0);
}

/// <summary>
/// How strict the guard is in a jurisdiction, from a date on. A profile never changes; a new version follows it.
/// </summary>
/// <param name="Jurisdiction">CN, US, EU or custom.</param>
/// <param name="Version">Kept with every version of a plan that was published under it.</param>
/// <param name="EffectiveFrom">Since when it holds.</param>
/// <param name="Limits">By rule; a rule that is absent finds nothing.</param>
public sealed record GuardProfile(
    string Jurisdiction, string Version, DateTimeOffset EffectiveFrom,
    IReadOnlyDictionary<string, IReadOnlyList<GuardLimit>> Limits)
{
    /// <summary>The limits of a rule; none where it finds nothing here.</summary>
    public IReadOnlyList<GuardLimit> Of(string ruleId) => Limits.GetValueOrDefault(ruleId) ?? [];
}

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
