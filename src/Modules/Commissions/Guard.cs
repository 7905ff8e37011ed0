namespace SocialCommerce.Commissions;

/// <summary>Something that a jurisdiction's profile says of a plan, or of what it did.</summary>
/// <param name="RuleId">G01…G22; P06 for point 6 of the perpetual rule.</param>
/// <param name="Severity">
/// <c>refuse</c> stops publishing, <c>flag</c> asks a named person's acknowledgement, <c>info</c> is for reading.
/// </param>
/// <param name="Path">Where: in the plan's content (<c>#/content/…</c>), in the tiers, or in the live data.</param>
/// <param name="Words">What was found.</param>
/// <param name="Source">The law, case or platform document behind the rule.</param>
/// <param name="Change">The smallest change that removes the finding.</param>
public sealed record GuardFinding(
    string RuleId, string Severity, string Path, string Words, string Source, string Change)
{
    /// <summary>Stops publishing.</summary>
    public const string Refuse = "refuse";

    /// <summary>Needs an acknowledgement.</summary>
    public const string Flag = "flag";

    /// <summary>For reading.</summary>
    public const string Info = "info";

    /// <summary>The rule by which a basis of what was paid is a warning where tiers have prices of their own.</summary>
    public const string TierPrices = "P06";
}

/// <summary>
/// The compliance guard: measures a plan, its tiers' conditions and the products that it pays on, and holds the
/// measures against a jurisdiction's profile. Pure (commission.md §6).
/// </summary>
public static class Guard
{
    private static readonly string[] Mildest = [GuardFinding.Info, GuardFinding.Flag, GuardFinding.Refuse];

    /// <summary>What a profile finds in a plan, the worst first.</summary>
    /// <param name="plan">Well formed.</param>
    /// <param name="tiers">The shop's tiers, lowest first.</param>
    /// <param name="products">Products that rules of the guard ask about.</param>
    /// <param name="catalogue">The rules.</param>
    /// <param name="profile">The profile in force.</param>
    public static IReadOnlyList<GuardFinding> Lint(
        PlanContent plan, IReadOnlyList<PartnerTier> tiers, IReadOnlyList<LadderProduct> products,
        GuardCatalogue catalogue, GuardProfile profile) =>
        Against(PlanMeasures.Of(plan, tiers, products, catalogue), catalogue, profile);

    /// <summary>What a profile finds in tiers alone.</summary>
    public static IReadOnlyList<GuardFinding> Lint(
        IReadOnlyList<PartnerTier> tiers, GuardCatalogue catalogue, GuardProfile profile) =>
        Against(TierMeasures.Of(tiers, catalogue), catalogue, profile);

    /// <summary>Holds measures against a profile.</summary>
    internal static IReadOnlyList<GuardFinding> Against(
        IEnumerable<Measure> measures, GuardCatalogue catalogue, GuardProfile profile) =>
    [
        .. from measure in measures
           let limits = profile.Of(measure.RuleId)
           let passed = limits.Where(limit => limit.IsPassed(measure.Value, measure.People))
               .OrderBy(limit => Array.IndexOf(Mildest, limit.Severity)).LastOrDefault()
           where passed is not null
           orderby Array.IndexOf(Mildest, passed.Severity) descending, measure.RuleId
           select new GuardFinding(
               measure.RuleId, passed.Severity, measure.Path, measure.Words, catalogue.Rule(measure.RuleId).Source,
               measure.Change(Harmless(limits))),
    ];

    /// <summary>The nearest value that passes none of the limits.</summary>
    private static long Harmless(IReadOnlyList<GuardLimit> limits) =>
        limits.Any(limit => limit.Above is not null) ? limits.Min(limit => limit.Above ?? long.MaxValue)
        : limits.Max(limit => limit.Below ?? long.MinValue);
}

/// <summary>Something that a rule of the guard looks at, measured.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Path">Where it was measured.</param>
/// <param name="Value">How much.</param>
/// <param name="Words">What that means.</param>
/// <param name="Change">The smallest change that brings it to a harmless value.</param>
/// <param name="People">How many people it concerns, where a limit asks for that.</param>
internal sealed record Measure(
    string RuleId, string Path, long Value, string Words, Func<long, string> Change, long People = 0);
