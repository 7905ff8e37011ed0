using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Membership.Coupons;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Privileges;
using SocialCommerce.Membership.PrivilegeUses;
using Xunit;

namespace SocialCommerce.UnitTests.Membership.Privileges;

/// <summary>Limits, days and birthdays count in the shop's time zone, and uses at their own times.</summary>
public sealed class PrivilegeRulesTests
{
    private const string Shanghai = "Asia/Shanghai";

    // 31 January 2026, 23:30 in Shanghai: a Saturday.
    private static readonly DateTimeOffset Night = new(2026, 1, 31, 15, 30, 0, TimeSpan.Zero);

    [Fact]
    public void A_day_a_month_and_a_period_end_where_the_shop_is()
    {
        var moment = PrivilegeMoment.In(Night, Shanghai, Night.AddDays(3), 10, null);
        var limited = Limited(new PrivilegeLimits(PerDay: 2, PerMonth: 3, PerPeriod: 4));
        PastUse[] uses = [At(-8 * 24), At(-6 * 24), At(-23.49), At(-1)];
        PrivilegeRules.Left(limited, moment, uses).ShouldBe(0, "two of this day");
        PrivilegeRules.Reasons(limited, moment, uses).Select(one => (one.Code, one.From)).ShouldBe(
            [
                (UnavailableReason.PerDay, (DateTimeOffset?)Night.AddMinutes(30)),
                (UnavailableReason.PerMonth, Night.AddMinutes(30)),
            ]);
        var tomorrow = moment with { At = Night.AddMinutes(30) };
        PrivilegeRules.Left(limited, tomorrow, uses).ShouldBe(1, "three of the period, which is ten days long");
        PrivilegeRules.Reasons(limited, tomorrow, [.. uses, At(0.6)]).ShouldHaveSingleItem()
            .ShouldBe(UnavailableReason.None(UnavailableReason.PerPeriod, Night.AddDays(3)));
    }

    [Fact]
    public void A_tier_renewed_ahead_of_its_end_has_a_period_now()
    {
        var moment = PrivilegeMoment.In(Night, Shanghai, Night.AddDays(25), 10, null);
        (moment.PeriodBegin, moment.PeriodEnd).ShouldBe((Night.AddDays(-5), Night.AddDays(5)));
        var boundary = PrivilegeMoment.In(Night, Shanghai, Night.AddDays(20), 10, null);
        (boundary.PeriodBegin, boundary.PeriodEnd).ShouldBe((Night, Night.AddDays(10)));
        PrivilegeMoment.In(Night, Shanghai, null, 10, null).PeriodBegin.ShouldBe(DateTimeOffset.MinValue);
    }

    [Theory]
    [InlineData(6, null, 0)]
    [InlineData(7, null, 1)]
    [InlineData(5, null, 6)]
    [InlineData(null, 31, 0)]
    [InlineData(null, 30, 58)]
    [InlineData(1, 2, 2)]
    public void A_member_day_is_a_weekday_or_a_day_of_the_month(int? weekday, int? day, int wait)
    {
        var grant = new PrivilegeGrant(
            GrantTypes.MemberDay, 500, Weekdays: weekday is { } w ? [w] : null, DaysOfMonth: day is { } d ? [d] : null);
        var reason = PrivilegeRules.DayReason(grant, PrivilegeMoment.In(Night, Shanghai, null, null, null));
        if (wait == 0) reason.ShouldBeNull();
        else reason.ShouldBe(new UnavailableReason(
            UnavailableReason.MemberDay, From: Night.AddMinutes(30).AddDays(wait - 1)));
    }

    [Theory]
    [InlineData(2, 3, null)]
    [InlineData(1, 29, null)]
    [InlineData(2, 4, 1)]
    [InlineData(1, 28, 359)]
    [InlineData(2, 29, 26)]
    public void A_birthday_gift_is_given_around_the_birthday(int month, int day, int? wait)
    {
        var grant = new PrivilegeGrant(GrantTypes.BirthdayGift, ProductIds: ["cake"], DaysBefore: 3, DaysAfter: 2);
        var moment = PrivilegeMoment.In(Night, Shanghai, null, null, new Birthday(month, day));
        var reason = PrivilegeRules.DayReason(grant, moment);
        if (wait is null) reason.ShouldBeNull();
        else reason!.From.ShouldBe(Night.AddMinutes(30).AddDays(wait.Value - 1));
        PrivilegeRules.DayReason(grant, moment with { Birthday = null })!.Code
            .ShouldBe(UnavailableReason.BirthdayUnknown);
    }

    [Fact]
    public void A_use_is_judged_by_the_tier_and_its_version_at_its_own_time()
    {
        DateTimeOffset day(int n) => Night.AddDays(n);
        TierInterval[] tiers =
        [
            new("silver", "growth", day(0), day(10)), new("gold", "growth", day(10), day(20)),
            new(null, "periodEnd", day(20), null),
        ];
        PrivilegeVersion[] versions =
        [
            new("silver", 10, [Privilege("a")], day(-9)), new("gold", 10, [Privilege("a"), Privilege("b")], day(-9)),
            new("gold", 10, [Limited(new PrivilegeLimits(PerPeriod: 1)) with { Code = "b" }], day(15)),
        ];
        PastUse[] uses =
        [
            new("a", day(-1), 1), new("a", day(0), 1), new("b", day(9), 1), new("b", day(10), 5), new("b", day(15), 1),
            new("a", day(16), 1), new("b", day(20), 1),
        ];
        UseJudgement.Of(uses, tiers, versions, Shanghai, null).Select(one => (one.TierId, one.Breach)).ShouldBe(
            [
                (null, UseJudgement.NotMember), ("silver", null), ("silver", UseJudgement.NotInTier), ("gold", null),
                ("gold", UseJudgement.OverLimit), ("gold", UseJudgement.NotInTier), (null, UseJudgement.NotMember),
            ]);
    }

    [Fact]
    public void Of_any_uses_no_more_than_the_limit_of_a_day_are_no_breach_and_none_is_one_for_nothing() => Prop.ForAll(
        (from hours in Gen.NonEmptyListOf(Gen.Choose(0, 200))
         from limit in Gen.Choose(1, 4)
         select (Hours: hours.Order().ToArray(), Limit: limit)).ToArbitrary(),
        one =>
        {
            PrivilegeVersion[] versions =
                [new("t", null, [Limited(new PrivilegeLimits(PerDay: one.Limit))], Night.AddDays(-1))];
            PastUse[] uses = [.. one.Hours.Select(hour => new PastUse("p", Night.AddHours(hour), 1))];
            var judged = UseJudgement.Of(
                uses, [new TierInterval("t", "growth", Night.AddDays(-1), null)], versions, Shanghai, null);
            return uses.Zip(judged).GroupBy(pair => pair.First.UsedAt.AddHours(8).Date).All(ofDay =>
                ofDay.Count(pair => pair.Second.Breach is null) == Math.Min(ofDay.Count(), one.Limit)
                && ofDay.Take(one.Limit).All(pair => pair.Second.Breach is null));
        }).QuickCheckThrowOnFailure();

    private static PastUse At(double hours) => new("p", Night.AddHours(hours), 1);

    private static Privilege Privilege(string code) => new(code, "price", code);

    private static Privilege Limited(PrivilegeLimits limits) => new("p", "price", "p", Limits: limits);
}
