using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Kernel.Accounting;
using Xunit;

namespace SocialCommerce.UnitTests.Kernel.Accounting;

/// <summary>Spreading an amount over weights by largest remainder; rounding half to even.</summary>
public class AllocationTests
{
    [Fact]
    public void The_parts_add_up_stay_within_their_weights_and_are_less_than_one_off() => Prop.ForAll(
        (from weights in Gen.NonEmptyListOf(Gen.Choose(0, int.MaxValue))
         from percent in Gen.Choose(0, 100)
         select (Weights: weights.Select(weight => (long)weight).ToArray(), Percent: percent)).ToArbitrary(),
        given =>
        {
            var sum = given.Weights.Sum();
            var amount = sum * given.Percent / 100;
            var parts = Allocation.LargestRemainder(amount, given.Weights);
            parts.Sum().ShouldBe(amount);
            for (var i = 0; i < parts.Length; i++)
            {
                parts[i].ShouldBeInRange(0, given.Weights[i]);
                var offTimesSum = ((Int128)parts[i] * sum) - ((Int128)amount * given.Weights[i]);
                (Int128.Abs(offTimesSum) < Int128.Max(sum, 1)).ShouldBeTrue();
            }
        }).Check(Trying.Cases(300).WithEndSize(30));

    [Fact]
    public void Amounts_at_the_limit_are_exact() =>
        Allocation.LargestRemainder(Money.Limit, [Money.Limit, Money.Limit, Money.Limit])
            .ShouldBe([333_333_333_334, 333_333_333_333, 333_333_333_333]);

    [Fact]
    public void There_has_to_be_something_to_spread_over()
    {
        Allocation.LargestRemainder(0, [0, 0]).ShouldBe([0, 0]);
        Should.Throw<ArgumentException>(() => Allocation.LargestRemainder(1, [0, 0]));
    }

    [Theory]
    [InlineData(10_005, 10, 1_000)]
    [InlineData(10_015, 10, 1_002)]
    [InlineData(-10_005, 10, -1_000)]
    [InlineData(-10_015, 10, -1_002)]
    [InlineData(8_004, 10, 800)]
    [InlineData(3_015, 10, 302)]
    [InlineData(-7, 2, -4)]
    [InlineData(0, 7, 0)]
    public void Halves_round_to_even(long numerator, long denominator, long rounded) =>
        Allocation.RoundHalfEven(numerator, denominator).ShouldBe(rounded);
}
