using Shouldly;
using SocialCommerce.Membership.CouponClaims;
using SocialCommerce.Membership.CouponTemplates;
using Xunit;

namespace SocialCommerce.UnitTests.Membership.CouponClaims;

/// <summary>Who may claim a coupon, and when.</summary>
public sealed class ClaimRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 1, 15, 59, 0, TimeSpan.Zero);
    private static readonly ClaimRules.Moment Moment = ClaimRules.Moment.Of(Now, "Asia/Shanghai");

    [Fact]
    public void The_day_is_that_of_the_shop()
    {
        (Moment.Day, Moment.DayEnd).ShouldBe(("2026-02-01", Now.AddMinutes(1)));
        ClaimRules.Moment.Of(Now.AddMinutes(1), "Asia/Shanghai").Day.ShouldBe("2026-02-02");
    }

    [Fact]
    public void A_day_limit_ends_with_the_day_and_states_when()
    {
        var template = Template(new CouponLimits(PerDay: 5, PerCustomerPerDay: 1)) with
        {
            Day = Moment.Day,
            DayIssued = 5,
        };
        OwnCoupons[] own = [new(1, "t", Moment.Day, 1, 1)];
        var reasons = ClaimRules.Claim(template, own, null, true, Moment);
        reasons.Select(reason => (reason.Code, reason.From)).ShouldBe(
            [("perDay", Moment.DayEnd), ("perCustomerPerDay", Moment.DayEnd)]);
        ClaimRules.Claim(template, own, null, true, ClaimRules.Moment.Of(Moment.DayEnd, "Asia/Shanghai"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Assigned_coupons_count_for_the_customer_and_not_for_the_day()
    {
        var template = Template(new CouponLimits(PerCustomer: 2, PerCustomerPerDay: 1));
        ClaimRules.Claim(template, [new(1, "t", Moment.Day, 1, 0)], null, true, Moment).ShouldBeEmpty();
        ClaimRules.Claim(template, [new(1, "t", Moment.Day, 2, 0)], null, true, Moment)
            .ShouldHaveSingleItem().Code.ShouldBe("perCustomer");
    }

    [Theory]
    [InlineData("everyone", null, false, true)]
    [InlineData("newCustomers", null, true, true)]
    [InlineData("newCustomers", "gold", false, false)]
    [InlineData("tiers", "gold", false, true)]
    [InlineData("tiers", "silver", false, false)]
    [InlineData("tiers", null, true, false)]
    public void The_audience_is_everyone_some_tiers_or_new_customers(
        string kind, string? tier, bool isNew, bool included)
    {
        var audience = new CouponAudience(kind, kind == "tiers" ? ["gold"] : null);
        var template = Template(null);
        ClaimRules.Claim(template with { Terms = template.Terms with { Audience = audience } }, [], tier, isNew, Moment)
            .Count.ShouldBe(included ? 0 : 1);
    }

    [Fact]
    public void The_window_begins_at_its_first_moment_and_ends_before_its_last()
    {
        var plain = Template(null).Terms;
        List<string> Codes(DateTimeOffset? from, DateTimeOffset? until) =>
            [.. ClaimRules.Claim(
                Template(null) with { Terms = plain with { ClaimWindow = new ClaimWindow(from, until) } }, [], null,
                true, Moment).Select(reason => $"{reason.Code} {reason.From is not null}")];

        Codes(Now, Now.AddTicks(1)).ShouldBeEmpty();
        Codes(Now.AddTicks(1), null).ShouldBe(["claimWindow True"]);
        Codes(null, Now).ShouldBe(["claimWindow False"]);
    }

    [Fact]
    public void Stock_and_status_hold_for_every_issue()
    {
        var template = Template(new CouponLimits(Stock: 3));
        ClaimRules.Issue(template, [], 2, Now).ShouldBeEmpty();
        ClaimRules.Issue(template, [], 3, Now).ShouldHaveSingleItem().Code.ShouldBe("soldOut");
        var ended = template with { Terms = template.Terms with { Status = CouponTerms.Ended } };
        ClaimRules.Issue(ended, [], 0, Now).ShouldHaveSingleItem().Code.ShouldBe("ended");
    }

    private static IssuableTemplate Template(CouponLimits? limits) => new(
        "t", 1,
        new CouponTerms(
            "n", new CouponDiscount("shipping"), "merchant", new CouponValidity(Days: 7), Limits: limits),
        0, null, 0);
}
