using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Kernel.Time;
using Xunit;

namespace SocialCommerce.UnitTests.Kernel.Time;

/// <summary>Days are counted outside the pauses.</summary>
public sealed class ClockPausesTests
{
    private static readonly DateTimeOffset Start = new(2011, 1, 1, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(14, new int[0], 14)]
    [InlineData(14, new[] { 3, 5 }, 16)]
    [InlineData(14, new[] { -5, 2 }, 16)]
    [InlineData(14, new[] { 3, 5, 4, 8, 7, 9 }, 20)]
    [InlineData(14, new[] { 14, 20 }, 14)]
    [InlineData(14, new[] { 13, 20 }, 21)]
    [InlineData(0, new[] { 0, 20 }, 0)]
    public void A_clock_stands_still_in_each_pause_once(int days, int[] pauses, int due) =>
        Of(pauses).After(Start, days).ShouldBe(Start.AddDays(due));

    [Fact]
    public void What_has_no_end_has_no_due_moment_unless_it_began_afterwards()
    {
        var open = new ClockPauses([new ClockPause(Start.AddDays(3), null)]);
        open.IsOpen.ShouldBeTrue();
        open.After(Start, 4).ShouldBeNull();
        open.After(Start, 3).ShouldBe(Start.AddDays(3));
    }

    [Fact]
    public void Counting_day_by_day_comes_to_the_same()
    {
        var pauses = Gen.Choose(-5, 30).SelectMany(from => Gen.Choose(0, 9).Select(length => (from, from + length)))
            .ListOf();
        var config = Trying.Cases(10_000);
        Prop.ForAll(pauses.ToArbitrary(), Gen.Choose(0, 30).ToArbitrary(), (some, days) =>
        {
            var (day, left) = (0, days);
            while (left > 0)
            {
                if (!some.Any(pause => pause.Item1 <= day && day < pause.Item2)) left--;
                day++;
            }
            return Of([.. some.SelectMany(pause => new[] { pause.Item1, pause.Item2 })]).After(Start, days) ==
                Start.AddDays(day);
        }).Check(config);
    }

    private static ClockPauses Of(params int[] days) => new([.. Enumerable.Range(0, days.Length / 2).Select(
        i => new ClockPause(Start.AddDays(days[2 * i]), Start.AddDays(days[(2 * i) + 1])))]);
}
