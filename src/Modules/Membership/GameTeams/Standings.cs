namespace SocialCommerce.Membership.GameTeams;

/// <summary>
/// The standings of a contest. Equal scores share a rank, and as many ranks after it are skipped: 1, 1, 3. Pure.
/// </summary>
public static class Standings
{
    /// <summary>The teams by rank, those who share one by id; teams without a member or a score too.</summary>
    /// <param name="teamIds">The teams of the contest.</param>
    /// <param name="members">Whose team is which.</param>
    /// <param name="scores">What customers have reached; the others have a score of 0.</param>
    public static List<TeamRank> Of(
        IEnumerable<string> teamIds, IReadOnlyCollection<TeamChoice> members, IEnumerable<CustomerScore> scores)
    {
        var reached = scores.ToDictionary(one => one.CustomerKey, one => one.Score);
        var counted = members.GroupBy(one => one.TeamId).ToDictionary(
            team => team.Key, team => (
                Score: team.Sum(one => reached.GetValueOrDefault(one.CustomerKey)), Members: team.LongCount()));
        List<TeamRank> standings = [];
        var sorted = teamIds.Select(id => (Id: id, Sums: counted.GetValueOrDefault(id)))
            .OrderByDescending(team => team.Sums.Score).ThenBy(team => team.Id, StringComparer.Ordinal);
        foreach (var (id, sums) in sorted)
        {
            var rank = standings is [.., var before] && before.Score == sums.Score ? before.Rank : standings.Count + 1;
            standings.Add(new TeamRank(rank, id, sums.Score, sums.Members));
        }
        return standings;
    }
}
