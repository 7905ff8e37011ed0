namespace SocialCommerce.Commissions.StopRules;

/// <summary>Accrual stops on rules and people as a statement's arguments: what no order has earned has no
/// campaign.</summary>
internal sealed record SourceAccrualStops(string[] StopIds, string[] Scopes, string[] Targets)
{
    /// <summary>Those of all that are on.</summary>
    public static SourceAccrualStops Of(IEnumerable<AccrualStop> stops)
    {
        var on = stops.Where(stop => stop.Scope is AccrualStop.Rule or AccrualStop.Person).ToList();
        return new SourceAccrualStops(
            [.. on.Select(stop => stop.AccrualStopId)], [.. on.Select(stop => stop.Scope)],
            [.. on.Select(stop => stop.Target)]);
    }
}
