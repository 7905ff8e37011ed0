namespace SocialCommerce.Commissions.Compliance;

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
