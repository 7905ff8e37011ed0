namespace SocialCommerce.Commissions.Compliance;

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
