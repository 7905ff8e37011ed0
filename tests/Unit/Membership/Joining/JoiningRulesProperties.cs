using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Membership.Joining;
using Xunit;
using static SocialCommerce.UnitTests.Membership.Joining.JoiningStories;

namespace SocialCommerce.UnitTests.Membership.Joining;

/// <summary>A membership follows from what happened, in whatever order it was reported.</summary>
public sealed class JoiningRulesProperties
{
    private static readonly Gen<Event> Events =
        from kind in Gen.Elements("order", "order", "contact", "step", "step", "step", "keep", "end")
        from day in Gen.Choose(0, 20)
        from lasts in Gen.Choose(-6, 12)
        from step in Gen.Elements("a", "b", "c")
        select new Event(kind, day, lasts, step);

    private static readonly Gen<(Event[] Events, Event[] Shuffled)> Stories =
        from events in Gen.ArrayOf(Events)
        from shuffled in Gen.Shuffle(events)
        select (events, shuffled);

    [Fact]
    public void All_permutations_of_the_events_end_alike() => Prop.ForAll(
        Stories.ToArbitrary(),
        story => Shown(Of(Facts(story.Shuffled))).ShouldBe(Shown(Of(Facts(story.Events)))))
        .Check(Trying.Cases(10_000));

    [Fact]
    public void A_membership_begins_when_order_contact_and_required_steps_are_there_together() => Prop.ForAll(
        Stories.ToArbitrary(),
        story =>
        {
            var facts = Facts(story.Events) with { Decisions = [] };
            var due = Enumerable.Range(0, 40).Select(Day).Cast<DateTimeOffset?>()
                .FirstOrDefault(at => Meets(facts, at!.Value));
            var status = Of(facts);
            status.BegunAt.ShouldBe(due);
            (status.State == MembershipStates.Active).ShouldBe(due is not null);
            if (status.State == MembershipStates.None) status.BegunAt.ShouldBeNull();
            if (status.State != MembershipStates.None) status.PendingAt.ShouldNotBeNull();
            (status.PendingAt <= status.BegunAt || status.BegunAt is null).ShouldBeTrue();
        }).Check(Trying.Cases(10_000));

    [Fact]
    public void A_refund_after_the_beginning_changes_nothing_but_the_warning() => Prop.ForAll(
        Stories.ToArbitrary(),
        story =>
        {
            var facts = Facts(story.Events) with { Decisions = [] };
            var before = Of(facts);
            if (before.BegunAt is not { } begun) return;
            var cut = facts with
            {
                Orders =
                [
                    .. facts.Orders.Where(order => order.PaidAt <= begun).Select(order => order with
                    {
                        Spans = [.. order.Spans.Select(span => span.Until is null || span.Until > begun
                            ? span with { Until = begun.AddDays(1) }
                            : span)],
                    }),
                ],
            };
            var after = Of(cut);
            (after.State, after.BegunAt, after.PendingAt).ShouldBe((before.State, before.BegunAt, before.PendingAt));
            after.ReturnedAt.ShouldBe(begun.AddDays(1));
        }).Check(Trying.Cases(5_000));

    /// <summary>Whether everything required is there at an instant, by each condition alone.</summary>
    private static bool Meets(JoiningFacts facts, DateTimeOffset at) =>
        facts.ContactAt <= at
        && facts.Orders.Any(order => order.Spans.Any(span => span.From <= at && !(span.Until <= at)))
        && new[] { "a", "b" }.All(key => facts.Steps.Any(step => step.StepKey == key && step.DoneAt <= at));

    private static JoiningFacts Facts(Event[] events)
    {
        var days = events.Where(one => one.Kind == "contact").Select(one => (int?)one.Day).ToList();
        return JoiningStories.Facts(
            [
                .. events.Where(one => one.Kind == "order").Select(one => Order(
                    $"o{one.Day}-{one.Lasts}", one.Day, one.Lasts > 0 ? one.Day + one.Lasts : null)),
            ],
            days.Min(),
            [.. events.Where(one => one.Kind == "step").Select(one => Step(one.Step, one.Day))],
            [.. events.Where(one => one.Kind is "keep" or "end").Select(one => Decision(one.Kind, one.Day))]);
    }

    private static string Shown(MemberStatus status) =>
        (status with { Steps = null }) + string.Join(';', status.Steps ?? []);

    private sealed record Event(string Kind, int Day, int Lasts, string Step);
}
