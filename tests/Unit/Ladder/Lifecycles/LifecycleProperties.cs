using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Ladder.Lifecycles;
using Xunit;

namespace SocialCommerce.UnitTests.Ladder.Lifecycles;

/// <summary>What holds of every customer's stage and value.</summary>
public sealed class LifecycleProperties
{
    private const int Cases = 10_000;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<PutLifecycleSettings.Body> Settings =
        from usual in Gen.Choose(1, 400)
        from due in Gen.Choose(1, 30_000)
        from sleeping in Gen.Choose(1, 30_000)
        from lost in Gen.Choose(1, 30_000)
        from remaining in Gen.Choose(1, 1_000)
        select new PutLifecycleSettings.Body(usual, due, due + sleeping, due + sleeping + lost, remaining);

    private static readonly Gen<LifecycleFacts> Facts =
        from orders in Gen.Choose(1, 9)
        from span in Gen.Choose(0, 40_000_000)
        from own in Gen.Choose(0, 8_000_000)
        from product in Gen.Choose(0, 200)
        from net in Gen.Choose(0, 1_000_000)
        select new LifecycleFacts(
            orders, Start, orders > 1 ? Start.AddSeconds(span) : Start, orders > 1 ? own : null,
            product == 0 ? null : product, net);

    private static readonly Gen<(LifecycleFacts Facts, PutLifecycleSettings.Body Settings, TimeSpan After)> Any =
        from facts in Facts
        from settings in Settings
        from seconds in Gen.Choose(0, 100_000_000)
        select (facts, settings, TimeSpan.FromSeconds(seconds));

    [Fact]
    public void A_stage_has_begun_and_stages_follow_each_other_as_time_passes() => Check((facts, settings, after) =>
    {
        var at = facts.LastPaidAt!.Value + after;
        var now = Lifecycle.At(facts, settings, at);
        now.Since!.Value.ShouldBeLessThanOrEqualTo(at);
        var later = Lifecycle.At(facts, settings, at + after);
        Place(later).ShouldBeGreaterThanOrEqualTo(Place(now));
        if (later.Stage == now.Stage) later.ShouldBe(now);
        Lifecycle.At(facts, settings, now.Since.Value).Stage.ShouldBe(now.Stage, "a stage begins at its own time");
    });

    [Fact]
    public void Another_order_wakes_a_customer_of_any_stage() => Check((facts, settings, after) =>
    {
        var at = facts.LastPaidAt!.Value + after;
        Lifecycle.At(facts with { Orders = facts.Orders + 1, LastPaidAt = at, OwnSeconds = 1 }, settings, at).Stage
            .ShouldBe("active");
    });

    [Fact]
    public void The_own_cycle_comes_before_the_products_and_that_before_the_setting() =>
        Check((facts, settings, _) =>
        {
            var evidence = Lifecycle.At(facts, settings, facts.LastPaidAt!.Value).Evidence;
            evidence.CycleSource.ShouldBe(
                facts.OwnSeconds is not null ? "ownOrders" : facts.ProductDays is not null ? "product" : "setting");
            evidence.CycleDays.ShouldBeGreaterThanOrEqualTo(1);
        });

    [Fact]
    public void Only_orders_that_span_a_time_have_a_value_by_the_formula_and_it_is_the_actual_one() =>
        Check((facts, settings, _) =>
        {
            var spending = Spending.Of(facts, settings.RemainingDays);
            var spans = facts.Orders > 1 && facts.LastPaidAt > facts.FirstPaidAt;
            spending.LiteralMinor.ShouldBe(spans ? facts.NetMinor : null);
            spending.ProjectedMinor.ShouldBeLessThanOrEqualTo(
                (long)Math.Ceiling(facts.NetMinor * settings.RemainingDays / 30m), "a lifetime has a unit at least");
        });

    private static int Place(Lifecycle one) =>
        one.Stage == "active" ? 1 : Lifecycle.Stages.ToList().IndexOf(one.Stage);

    private static void Check(Action<LifecycleFacts, PutLifecycleSettings.Body, TimeSpan> holds) => Prop.ForAll(
        Any.ToArbitrary(), one => holds(one.Facts, one.Settings, one.After)).Check(Trying.Cases(Cases));
}
