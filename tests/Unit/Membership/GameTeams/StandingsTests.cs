using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Kernel.Scores;
using SocialCommerce.Membership.GameTeams;
using Xunit;

namespace SocialCommerce.UnitTests.Membership.GameTeams;

/// <summary>Teams are ranked by what their members have reached.</summary>
public sealed class StandingsTests
{
    private static readonly string[] Teams = ["a", "b", "c", "d"];

    [Fact]
    public void Equal_scores_share_a_rank_and_the_ranks_after_it_are_skipped() =>
        Standings.Of(Teams, [new(1, "b"), new(2, "c"), new(3, "c"), new(4, "d")], [Score(1, 30), Score(2, 10),
            Score(3, 20), Score(4, 5), Score(5, 99)])
            .ShouldBe([new(1, "b", 30, 1), new(1, "c", 30, 2), new(3, "d", 5, 1), new(4, "a", 0, 0)]);

    [Fact]
    public void Members_and_scores_in_any_order_make_the_same_standings() => Prop.ForAll(
        (from members in Gen.ArrayOf(from key in Gen.Choose(1, 30)
                                     from team in Gen.Elements(Teams)
                                     select new TeamChoice(key, team))
         from scores in Gen.ArrayOf(from key in Gen.Choose(1, 30)
                                    from score in Gen.Choose(1, 4)
                                    select Score(key, score))
         let one = members.DistinctBy(member => member.CustomerKey).ToArray()
         from shuffled in Gen.Shuffle(one)
         select (one, shuffled, scores: scores.DistinctBy(score => score.CustomerKey).ToList())).ToArbitrary(),
        made =>
        {
            var standings = Standings.Of(Teams, made.one, made.scores);
            Standings.Of(Teams.AsEnumerable().Reverse(), made.shuffled, made.scores.AsEnumerable().Reverse())
                .ShouldBe(standings);
            standings.Select(team => team.TeamId).Order().ShouldBe(Teams);
            standings.ShouldAllBe(team => team.Rank == 1 + standings.Count(other => other.Score > team.Score));
            standings.Sum(team => team.Score).ShouldBe(made.scores
                .Where(score => made.one.Any(member => member.CustomerKey == score.CustomerKey))
                .Sum(score => score.Score));
            standings.Sum(team => team.Members).ShouldBe(made.one.Length);
        }).Check(Trying.Cases(10_000).WithEndSize(30));

    private static CustomerScore Score(long key, long score) => new(key, $"c{key}", score);
}
