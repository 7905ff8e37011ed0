using Shouldly;
using SocialCommerce.Membership.Coupons;
using SocialCommerce.Membership.CouponTemplates;
using Xunit;

namespace SocialCommerce.UnitTests.Membership.Coupons;

/// <summary>The state of a coupon follows from the clock.</summary>
public sealed class CouponStatesTests
{
    private static readonly DateTimeOffset From = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = From.AddDays(7);

    [Theory]
    [InlineData(-1, "upcoming")]
    [InlineData(0, "usable")]
    [InlineData(167, "usable")]
    [InlineData(168, "expired")]
    public void A_coupon_is_usable_from_its_beginning_until_before_its_end(int hour, string state)
    {
        CouponStates.At(false, From, Until, From.AddHours(hour)).ShouldBe(state);
        CouponStates.At(true, From, Until, From.AddHours(hour)).ShouldBe("redeemed");
    }

    [Fact]
    public void Days_count_from_the_issue_and_from_a_later_beginning()
    {
        CouponTerms Terms(CouponValidity validity) =>
            new("n", new CouponDiscount("shipping"), "merchant", validity, ExpiryNoticeDays: 2);

        Terms(new CouponValidity(Days: 7)).ValidityFrom(From).ShouldBe((From, Until));
        Terms(new CouponValidity(Days: 7, From: From)).ValidityFrom(From.AddDays(-3)).ShouldBe((From, Until));
        Terms(new CouponValidity(Until, From: From)).ValidityFrom(From.AddDays(1)).ShouldBe((From.AddDays(1), Until));
        Terms(new CouponValidity(Until)).NoticeOf(Until).ShouldBe(Until.AddDays(-2));
        (Terms(new CouponValidity(Until)) with { ExpiryNoticeDays = 0 }).NoticeOf(Until).ShouldBeNull();
    }
}
