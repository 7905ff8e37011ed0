using Shouldly;
using SocialCommerce.Membership.Relations;
using Xunit;
using static SocialCommerce.Membership.Relations.RelationKinds;

namespace SocialCommerce.UnitTests.Membership.Relations;

/// <summary>The stage of a relation follows from what has happened.</summary>
public sealed class RelationRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 4, 0, 0, TimeSpan.Zero);
    private static readonly RelationSettings Settings = PutRelationSettings.Setting.Default;

    private static readonly string[] Kinds =
        [Reply, ReviewRead, Interaction, GroupActivity, RelationKinds.Ceremony, PrivilegeUse, Purchase, Referral];

    [Fact]
    public void A_reply_makes_trust_and_interactions_on_two_days_make_participation()
    {
        var rules = Of((Reply, 1), (Interaction, 1), (Interaction, 2));
        rules.At(Day(1), false).Stage.ShouldBe(RelationStages.Trust);
        rules.At(Day(1), false).Missing.ShouldBe(
            [new MissingRelation("interactions", 3, 2), new MissingRelation("interactionDays", 2, 1)]);
        var standing = rules.At(Day(2), false);
        standing.Stage.ShouldBe(RelationStages.Participation);
        standing.Reached.ShouldBe([new ReachedStage("trust", Day(1)), new ReachedStage("participation", Day(2))]);
        standing.Missing.ShouldBe([new MissingRelation("ceremony", 1, 0)]);
    }

    [Fact]
    public void Interactions_without_a_reply_or_a_review_make_no_trust() =>
        Of((Interaction, 1), (Interaction, 2), (Interaction, 3)).At(Day(4), false).Stage.ShouldBe(RelationStages.None);

    [Fact]
    public void A_member_belongs_with_a_use_a_repurchase_and_a_referral_in_one_window()
    {
        (string, int)[] facts = [(RelationKinds.Ceremony, 1), (Purchase, 0), (Purchase, 10), (PrivilegeUse, 20)];
        Of(facts).At(Day(30), true).Missing.ShouldBe([new MissingRelation("referralOrGroup", 1, 0)]);
        var standing = Of([.. facts, (Referral, 30)]).At(Day(30), true);
        standing.Stage.ShouldBe(RelationStages.Belonging);
        standing.Reached[^1].ShouldBe(new ReachedStage("belonging", Day(30)));
        standing.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void The_first_order_alone_is_no_repurchase_and_a_use_before_the_window_does_not_count()
    {
        Of((RelationKinds.Ceremony, 1), (Purchase, 10), (PrivilegeUse, 11), (Referral, 12))
            .At(Day(12), true).Stage.ShouldBe(RelationStages.Ceremony);
        Of((RelationKinds.Ceremony, 1), (PrivilegeUse, 2), (Purchase, 3), (Purchase, 100), (Referral, 100))
            .At(Day(100), true).Stage.ShouldBe(RelationStages.Ceremony);
    }

    [Fact]
    public void Stages_fade_with_the_score_and_a_member_keeps_the_ceremony()
    {
        var rules = Of((Reply, 1), (Interaction, 1), (Interaction, 2), (RelationKinds.Ceremony, 3), (Purchase, 0),
            (Purchase, 4), (PrivilegeUse, 4), (GroupActivity, 5));
        rules.At(Day(5), true).Stage.ShouldBe(RelationStages.Belonging);
        var faded = rules.At(Day(80), true);
        faded.Stage.ShouldBe(RelationStages.Ceremony);
        faded.Missing.ShouldBe([new MissingRelation("score", 400, faded.Score)]);
        rules.At(Day(200), true).Stage.ShouldBe(RelationStages.Ceremony);
        rules.At(Day(200), false).Stage.ShouldBe(RelationStages.None);
    }

    [Fact]
    public void The_score_falls_evenly_to_nothing_at_the_end_of_the_window()
    {
        var rules = Of((Reply, 0));
        rules.Score(Day(0)).ShouldBe(100);
        rules.Score(Day(45)).ShouldBe(50);
        rules.Score(Day(89)).ShouldBe(1);
        rules.Score(Day(90)).ShouldBe(0);
        Of((Reply, 0), (Interaction, 30)).Score(Day(45)).ShouldBe(133, "as the guide has it");
    }

    [Fact]
    public void The_order_of_reports_changes_nothing_and_later_facts_leave_the_past_as_it_was()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var facts = Enumerable.Range(0, random.Next(1, 25))
                .Select(_ => (Kinds[random.Next(Kinds.Length)], random.Next(0, 150))).ToArray();
            var isMember = random.Next(2) == 0;
            var at = Day(random.Next(0, 200));
            var standing = Of(facts).At(at, isMember);
            var shuffled = facts.ToArray();
            random.Shuffle(shuffled);
            Same(Of(shuffled).At(at, isMember), standing, seed);
            Same(Of([.. facts.Where(one => Day(one.Item2) <= at)]).At(at, isMember), standing, seed);
            var later = Of(facts).At(at.AddDays(random.Next(1, 60)), isMember);
            foreach (var one in standing.Reached) later.Reached.ShouldContain(one, $"seed {seed}");
        }
    }

    private static void Same(RelationStanding one, RelationStanding other, int seed)
    {
        one.Stage.ShouldBe(other.Stage, $"seed {seed}");
        one.Score.ShouldBe(other.Score, $"seed {seed}");
        one.Reached.ShouldBe(other.Reached, $"seed {seed}");
        one.Missing.ShouldBe(other.Missing, $"seed {seed}");
    }

    private static RelationRules Of(params (string Kind, int Day)[] facts) => new(
        Settings, "Asia/Shanghai", facts.Select(one => new RelationFact(1, one.Kind, Day(one.Day))));

    private static DateTimeOffset Day(int day) => Start.AddDays(day);
}
