namespace SocialCommerce.Commissions.StopRules;

/// <summary>Brakes on rules and people as a statement's arguments: what no order has earned has no campaign.</summary>
internal sealed record SourceAccrualStops(string[] BrakeIds, string[] Scopes, string[] Targets)
{
    /// <summary>Those of all that are on.</summary>
    public static SourceAccrualStops Of(IEnumerable<AccrualStop> brakes)
    {
        var on = brakes.Where(brake => brake.Scope is AccrualStop.Rule or AccrualStop.Person).ToList();
        return new SourceAccrualStops(
            [.. on.Select(brake => brake.BrakeId)], [.. on.Select(brake => brake.Scope)],
            [.. on.Select(brake => brake.Target)]);
    }
}
