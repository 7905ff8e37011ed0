using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Calculation;

/// <summary>
/// The level bonus (层级奖): each ancestor earns by own tier and depth, a rate of the basis or an amount per unit.
/// Nothing reads the buyer's or the downline's tier (docs/commission-rules.md#level-bonus).
/// </summary>
internal static class LevelBonus
{
    /// <summary>The outcome of the rule for each position.</summary>
    public static IEnumerable<Outcome> Of(RuleLines lines, IEnumerable<Position> positions) =>
        positions.Select(position => Of(lines, position));

    private static Outcome Of(RuleLines lines, Position position)
    {
        var rate = lines.Rule.Rates?.FirstOrDefault(
            rate => rate.Depth == position.Depth && rate.Tier == position.Person.Tier);
        var worth = rate?.UnitMinor is null ? lines.Basis : lines.Units;
        var reason = lines.Bar(position) ?? lines.Empty(worth)
            ?? (rate is null or { Bps: 0 } or { UnitMinor: 0 } ? Reasons.NoRate : null);
        if (reason is not null) return lines.Nothing(position, reason);
        if (rate!.UnitMinor is { } unit)
        {
            // Amounts by the unit know no bound by what was paid; the order's cap cuts whatever is beyond the limit.
            var perUnit = worth.Parts(unit, 1);
            return lines.Pay(position, 0, lines.Basis, perUnit, perUnit.RoundAtMost(Money.Limit)) with
            {
                UnitMinor = unit,
                Units = worth,
            };
        }
        var share = worth.Bps(rate.Bps!.Value);
        return lines.Pay(position, rate.Bps.Value, worth, share, share.Round());
    }
}
