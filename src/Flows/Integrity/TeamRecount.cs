using SocialCommerce.Commissions.TierHistory;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Ladder.OrderRecords;

namespace SocialCommerce.Flows.Integrity;

/// <summary>Recomputes all people's numbers (own spend, team sales, buyers) from orders and bindings.</summary>
internal static class TeamRecount
{
    /// <summary>People whose kept numbers are not what orders and bindings say.</summary>
    public static List<IntegrityFinding> Of(
        IEnumerable<KeptNumbers> kept, IReadOnlyCollection<Spend> spends, Histories histories)
    {
        var numbers = new Dictionary<long, long[]>();
        long[] For(long key) => numbers.TryGetValue(key, out var found) ? found : numbers[key] = new long[5];
        foreach (var spend in spends)
        {
            For(spend.CustomerKey)[0] += spend.NetMinor;
            var above = histories.ReferrerOf(spend.CustomerKey);
            if (above is { } referrer) For(referrer)[4]++;
            for (var depth = 1; depth <= Metrics.MaxTeamDepth && above is { } key; depth++)
            {
                For(key)[depth] += spend.NetMinor;
                above = histories.ReferrerOf(key);
            }
        }
        var findings = new List<IntegrityFinding>();
        foreach (var person in kept)
        {
            numbers.Remove(person.CustomerKey, out var due);
            long[] has = [person.Own, person.Team1, person.Team2, person.Team3, person.Buyers];
            if (!has.SequenceEqual(due ?? new long[5])) findings.Add(new IntegrityFinding(
                $"customer {person.CustomerId}",
                $"kept {string.Join('/', has)}, counted {string.Join('/', due ?? new long[5])}"));
        }
        findings.AddRange(numbers.Where(left => left.Value.Any(value => value != 0)).Select(left =>
            new IntegrityFinding($"customer key {left.Key}", $"kept nothing, counted {string.Join('/', left.Value)}")));
        return findings;
    }
}
