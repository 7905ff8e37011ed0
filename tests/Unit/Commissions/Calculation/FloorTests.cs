using Shouldly;
using SocialCommerce.Commissions.Calculation;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Calculation;

/// <summary>Which floors the histories leave.</summary>
public class FloorTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly BindingRef Before = new(Start, "5");

    [Fact]
    public void Every_promotion_of_the_downline_keeps_the_two_tiers_before_it()
    {
        var upline = History(1, (10, "T1", true), (30, "T3", true));
        var downline = History(2, (20, "T1", true), (40, "T2", true), (50, "T3", true));
        Floors.Of(upline, downline, Before).ShouldBe([new("T1"), new("T3", "T1"), new("T3", "T2")]);
        Floors.Of(upline with { UpTo = 10 }, downline, Before)
            .ShouldBe([new("T1"), new("T1", "T1"), new("T1", "T2")], "the snapshot knew no more of the upline");
        Floors.Of(upline, downline with { UpTo = 40 }, Before).ShouldBe([new("T1"), new("T3", "T1")]);
        Floors.Of(upline, downline with { UpTo = 0 }, Before).ShouldBeNull();
    }

    [Fact]
    public void An_upline_without_a_tier_then_keeps_nothing() =>
        Floors.Of(History(1, (30, "T3", true)), History(2, (20, "T1", true)), Before).ShouldBeNull();

    [Fact]
    public void Giving_back_a_tier_is_no_promotion()
    {
        var upline = History(1, (10, "T3", true));
        Floors.Of(upline, History(2, (20, "T1", true), (30, "T1", false), (40, "T1", true)), Before)
            .ShouldBe([new("T3")]);
        Floors.Of(upline, History(2, (20, "T1", true), (30, null, false), (40, "T1", true), (50, "T2", true)), Before)
            .ShouldBe([new("T3"), new("T3", "T1")]);
    }

    [Fact]
    public void Who_resigned_held_no_tier_before_being_promoted_anew()
    {
        var upline = History(1, (10, "T3", true));
        var downline = History(2, (20, "T2", true), (30, null, false), (40, null, true), (50, "T1", true));
        Floors.Of(upline, downline, new BindingRef(Start.AddMinutes(25), "25")).ShouldBe([new("T3")]);
    }

    [Fact]
    public void Promotions_before_the_binding_are_not_the_uplines()
    {
        var upline = History(1, (10, "T3", true));
        var downline = History(2, (20, "T1", true), (30, "T2", true));
        Floors.Of(upline, downline, new BindingRef(Start.AddMinutes(25), "25")).ShouldBe([new("T3", "T1")]);
        Floors.Of(upline, downline, new BindingRef(Start.AddMinutes(30), "30")).ShouldBe(
            [new("T3", "T1")], "an order that binds and promotes does both at one instant, in one transaction");
        Floors.Of(
            upline, downline, new BindingRef(Start.AddMinutes(30), "31")).ShouldBeNull("the later of equal instants");
    }

    /// <summary>Entries whose number is also their minute and their transaction.</summary>
    private static KnownHistory History(long key, params (int Seq, string? Tier, bool Active)[] entries) => new(
        [.. entries.Select(entry => new HistoryEntry(
            key, entry.Seq, entry.Tier, entry.Active, null, Start.AddMinutes(entry.Seq), $"{entry.Seq}"))],
        entries[^1].Seq);
}
