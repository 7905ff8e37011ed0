using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Kernel.Scores;
using SocialCommerce.Membership.Leaderboards;
using Xunit;

namespace SocialCommerce.UnitTests.Membership.Leaderboards;

/// <summary>Who is on a leaderboard, and on which place.</summary>
public sealed class RankingTests
{
    private static readonly Gen<(int Customer, int Amount)[]> Orders = Gen.ArrayOf(
        from customer in Gen.Choose(1, 12)
        from amount in Gen.Choose(-3, 5)
        select (customer, amount));

    [Fact]
    public void Equal_scores_share_a_rank_and_the_ranks_after_it_are_skipped() =>
        Ranks(10, 50, 70, 50, 70, 20).ShouldBe([1, 1, 3, 3, 5]);

    [Fact]
    public void All_who_share_the_last_place_are_on_the_board() => Ranks(2, 9, 8, 8, 8, 7).ShouldBe([1, 2, 2, 2]);

    [Fact]
    public void A_rank_beyond_the_places_is_not_on_the_board() => Ranks(2, 9, 9, 8).ShouldBe([1, 1]);

    [Fact]
    public void Who_has_no_score_is_not_on_the_board() => Ranks(3, 0, -5).ShouldBeEmpty();

    [Fact]
    public void A_board_has_a_thousand_entries_however_many_share_its_last_place()
    {
        var board = Ranking.Of(Enumerable.Range(1, 1_200).Reverse().Select(i => Score(i, 5)), 1);
        board.Count.ShouldBe(Ranking.MaxEntries);
        board.ShouldAllBe(one => one.Rank == 1);
        board.Select(one => one.CustomerKey).ShouldBe(Enumerable.Range(1, 1_000).Select(i => (long)i), "by id");
    }

    [Fact]
    public void Orders_in_whatever_order_make_the_same_board() => Prop.ForAll(
        (from orders in Orders
         from shuffled in Gen.Shuffle(orders)
         from places in Gen.Choose(1, 12)
         select (orders, shuffled, places)).ToArbitrary(),
        one =>
        {
            var board = Ranking.Of(Scores(one.orders), one.places);
            Ranking.Of(Scores(one.shuffled), one.places).ShouldBe(board);
            var all = Scores(one.orders).Where(score => score.Score > 0).ToList();
            board.ShouldAllBe(entry => entry.Rank == 1 + all.Count(other => other.Score > entry.Score));
            board.Count.ShouldBe(all.Count(score => all.Count(other => other.Score > score.Score) < one.places));
        }).Check(Trying.Cases(20_000).WithEndSize(40));

    private static int[] Ranks(int places, params long[] scores) =>
        [.. Ranking.Of(scores.Select((score, i) => Score(i + 1, score)), places).Select(one => one.Rank)];

    private static List<CustomerScore> Scores(IEnumerable<(int Customer, int Amount)> orders) =>
        [.. orders.GroupBy(one => one.Customer).Select(own => Score(own.Key, own.Sum(one => one.Amount)))];

    private static CustomerScore Score(long key, long score) => new(key, $"c{key:0000}", score);
}
