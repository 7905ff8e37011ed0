namespace SocialCommerce.Membership.Leaderboards;

/// <summary>
/// Who is on a board. Equal scores share a rank, and as many ranks after it are skipped: 1, 1, 3. Pure.
/// </summary>
public static class Ranking
{
    /// <summary>The most entries of a board, where many share its last rank.</summary>
    public const int MaxEntries = 1_000;

    /// <summary>The board; those with a score of 0 or less are not on it.</summary>
    /// <param name="scores">The highest scores, in any order.</param>
    /// <param name="places">The last rank on the board.</param>
    public static List<RankedCustomer> Of(IEnumerable<CustomerScore> scores, int places)
    {
        List<RankedCustomer> board = [];
        var sorted = scores.Where(one => one.Score > 0)
            .OrderByDescending(one => one.Score).ThenBy(one => one.CustomerId, StringComparer.Ordinal);
        foreach (var one in sorted)
        {
            var rank = board is [.., var before] && before.Score == one.Score ? before.Rank : board.Count + 1;
            if (rank > places || board.Count == MaxEntries) break;
            board.Add(new RankedCustomer(rank, one.CustomerKey, one.CustomerId, one.Score));
        }
        return board;
    }
}
