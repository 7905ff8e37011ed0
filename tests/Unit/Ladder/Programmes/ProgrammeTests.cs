using Shouldly;
using SocialCommerce.Ladder.Programmes;
using Xunit;

namespace SocialCommerce.UnitTests.Ladder.Programmes;

/// <summary>Who is held out follows from the salt and the customer's id alone.</summary>
public sealed class ProgrammeTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    [InlineData(5_000)]
    public void About_the_part_of_the_customers_that_the_terms_name_is_held_out(int heldOutBps)
    {
        var programme = Of(heldOutBps, "0123456789abcdef");
        var heldOut = Enumerable.Range(0, 20_000).Count(i => programme.HoldsOut($"c-{i}"));
        heldOut.ShouldBeInRange(heldOutBps * 2 - 300, heldOutBps * 2 + 300);
    }

    [Fact]
    public void A_customer_is_in_the_same_group_each_time_and_in_more_when_more_are_held_out()
    {
        var (few, many) = (Of(1_000, "salt"), Of(3_000, "salt"));
        foreach (var id in Enumerable.Range(0, 1_000).Select(i => $"c-{i}"))
        {
            few.HoldsOut(id).ShouldBe(few.HoldsOut(id));
            if (few.HoldsOut(id)) many.HoldsOut(id).ShouldBeTrue(id);
        }
        Enumerable.Range(0, 1_000).Count(i => few.HoldsOut($"c-{i}") && Of(1_000, "other").HoldsOut($"c-{i}"))
            .ShouldBeLessThan(40, "another salt holds out others");
    }

    private static Programme Of(int heldOutBps, string salt) => new(
        "p", 1, new ProgrammeTerms("P", "frequency", "regularEvents", 90, heldOutBps), salt,
        DateTimeOffset.UnixEpoch);
}
