namespace SocialCommerce.Membership.Earning;

/// <summary>What changed the points of an order.</summary>
/// <param name="Kind" example="tier">
/// <c>rule</c>: a rule of the settings, of some or all lines; <c>tier</c>, <c>birthday</c> or <c>firstOrder</c>, of the
/// whole order.
/// </param>
/// <param name="RuleId" example="double-week">The rule of the settings.</param>
/// <param name="PointsPerUnitBps">The rate in place of the usual one.</param>
/// <param name="MultiplierBps" example="20000">The multiplier: 20000 doubles.</param>
/// <param name="Points">Points on top.</param>
public sealed record AppliedPointRule(
    string Kind, string? RuleId = null, int? PointsPerUnitBps = null, int? MultiplierBps = null, long? Points = null)
{
    internal const string Rule = "rule";
    internal const string Tier = "tier";
    internal const string Birthday = "birthday";
    internal const string FirstOrder = "firstOrder";
}
