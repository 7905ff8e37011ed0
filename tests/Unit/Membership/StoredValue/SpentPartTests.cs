using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Membership.StoredValueReservations;
using Xunit;

namespace SocialCommerce.UnitTests.Membership.StoredValue;

/// <summary>What comes back of spent value.</summary>
public sealed class SpentPartTests
{
    [Fact]
    public void Principal_and_bonus_come_back_in_proportion_to_what_they_paid() =>
        SpentPart.Return([new(1, 600, 100), new(2, 300, 0)], 500)
            .ShouldBe([new(1, -300, -50), new(2, -150, 0)]);

    [Fact]
    public void Returns_in_whatever_parts_add_up_to_what_was_spent_of_each_top_up() => Prop.ForAll(
        (from parts in Gen.NonEmptyListOf(
             from principal in Gen.Choose(0, 10_000)
             from bonus in Gen.Choose(0, 3_000)
             select (Principal: (long)principal, Bonus: (long)bonus))
         from shares in Gen.ListOf(Gen.Choose(1, 100))
         select (parts, shares)).ToArbitrary(),
        story =>
        {
            var left = story.parts.Select((one, i) => new SpentPart(i + 1, one.Principal, one.Bonus)).ToList();
            foreach (var share in story.shares.Append(100))
            {
                var sum = left.Sum(part => part.Principal + part.Bonus);
                var amount = sum * share / 100;
                if (amount == 0) continue;
                var back = SpentPart.Return(left, amount);
                back.Sum(part => part.Principal + part.Bonus).ShouldBe(-amount);
                foreach (var part in back)
                {
                    var i = left.FindIndex(one => one.TopUpKey == part.TopUpKey);
                    left[i] = new SpentPart(
                        part.TopUpKey, left[i].Principal + part.Principal, left[i].Bonus + part.Bonus);
                }
                left.ShouldAllBe(part => part.Principal >= 0 && part.Bonus >= 0);
            }
            left.ShouldAllBe(part => part.Principal == 0 && part.Bonus == 0);
        }).Check(Trying.Cases(20_000).WithEndSize(20));
}
