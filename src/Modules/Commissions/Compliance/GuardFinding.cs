namespace SocialCommerce.Commissions.Compliance;

/// <summary>Something that a jurisdiction's profile says of a plan, or of what it did.</summary>
/// <param name="RuleId" example="G01">G01…G22; P06 for point 6 of the perpetual rule.</param>
/// <param name="Severity">
/// <c>refuse</c> stops publishing, <c>flag</c> asks a named person's acknowledgement, <c>info</c> is for reading.
/// </param>
/// <param name="Path" example="#/content/payDepth">
/// Where: in the plan's content (<c>#/content/…</c>), in the tiers, or in the live data.
/// </param>
/// <param name="Words" example="2 levels above the buyer are paid.">What was found.</param>
/// <param name="Source" example="Decree 444, art. 7">The law, case or platform document behind the rule.</param>
/// <param name="Change" example="Set payDepth to 1 and leave out the rates of deeper levels.">
/// The smallest change that removes the finding.
/// </param>
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
