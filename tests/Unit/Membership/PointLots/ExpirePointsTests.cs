using Shouldly;
using SocialCommerce.Membership.PointLots;
using Xunit;

namespace SocialCommerce.UnitTests.Membership.PointLots;

/// <summary>How much a chunk of the expiry looks at.</summary>
public class ExpirePointsTests
{
    [Theory]
    [InlineData(100, 50_000, 50)]
    [InlineData(40, 25_000, 40)]
    [InlineData(40, 12_501, 40)]
    [InlineData(40, 900, 80)]
    [InlineData(1_500, 0, 2_000)]
    [InlineData(3, 1_000_000, 1)]
    public void A_chunk_looks_at_as_many_lots_as_its_customers_have_few(int looked, long expired, int next) =>
        ExpirePoints.LotsAfter(looked, expired).ShouldBe(next);

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(5_000)]
    public void Chunks_settle_at_what_they_are_to_take(int lotsOfEach)
    {
        var looked = 100;
        for (var chunk = 0; chunk < 20; chunk++)
            looked = ExpirePoints.LotsAfter(looked, (long)looked * lotsOfEach);
        ((long)looked * lotsOfEach).ShouldBeInRange(
            Math.Min((long)ExpirePoints.LotsPerChunk * lotsOfEach, ExpirePoints.BookedPerChunk / 2),
            Math.Max(ExpirePoints.BookedPerChunk, lotsOfEach));
    }
}
