using Shouldly;
using SocialCommerce.Flows.Members;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Members;

/// <summary>Changes of tiers, and tiers about to end, are announced once, by the shop's clock.</summary>
public sealed class AnnounceTierChangesTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Changed = "member.tierChanged";
    private const string Ending = "member.tierEnding";

    [Fact]
    public async Task Each_change_and_each_end_is_announced_once_with_its_cause()
    {
        var shop = await Shop();
        await shop.Buy("o1", Day(1), 50_000);
        await Until(shop, Changed, 1);
        await Told(shop, Changed, $$"""
            {"customerId": "C", "tierId": "gold", "cause": "growth", "since": "{{Time(Day(1))}}"}
            """);
        await shop.SetClock(Day(94));
        await Until(shop, Ending, 1);
        await Told(shop, Ending, $$"""
            {"customerId": "C", "tierId": "gold", "endsAt": "{{Time(Day(101))}}", "outcome": "grace",
             "nextTierId": "gold"}
            """);
        await shop.SetClock(Day(104));
        await Until(shop, Ending, 2);
        await Told(shop, Ending, $$"""
            {"customerId": "C", "tierId": "gold", "endsAt": "{{Time(Day(111))}}", "outcome": "lower",
             "nextTierId": "silver"}
            """);
        (await api.Events(shop, Changed)).ShouldBe(1, "gold stands in its days of grace");
        await shop.SetClock(Day(111));
        await Until(shop, Changed, 2);
        await Told(shop, Changed, $$"""
            {"customerId": "C", "tierId": "silver", "previousTierId": "gold", "cause": "periodEnd",
             "since": "{{Time(Day(111))}}"}
            """);
        await Idle(shop, (Changed, 2), (Ending, 2));
    }

    [Fact]
    public async Task Who_keeps_the_tier_is_not_warned_and_a_refund_within_the_days_of_notice_warns()
    {
        var shop = await Shop();
        await shop.Buy("o1", Day(1), 50_000);
        await shop.Buy("o2", Day(2), 20_000);
        await shop.SetClock(Day(95));
        await Idle(shop, (Changed, 1), (Ending, 0));
        (await shop.RefundPlain("o2", "r1", Day(95), 100)).Must(201);
        await Until(shop, Ending, 1);
    }

    [Fact]
    public async Task An_invitation_and_a_threshold_that_is_lowered_are_announced_as_well()
    {
        var shop = await Shop();
        await shop.Buy("o1", Day(1), 5_000);
        var person = await api.Operator(shop, "li", Roles.Operator);
        (await person.Invite("i1", new { tierId = "gold", reason = "r", startsAt = Day(5), endsAt = Day(6) }))
            .Must(201);
        await shop.SetClock(Day(5));
        await Until(shop, Changed, 1);
        await Told(shop, Changed, $$"""
            {"customerId": "C", "tierId": "gold", "cause": "invitation", "since": "{{Time(Day(5))}}"}
            """);
        await shop.SetClock(Day(6));
        await Until(shop, Changed, 2);
        (await shop.Put("/v1/member-tiers/silver", new
        {
            name = "s",
            rank = 1,
            growthFrom = 50,
            validityDays = 100,
            privileges = MemberSteps.No
        })).Must(200);
        await Until(shop, Changed, 3);
        await Told(shop, Changed, $$"""
            {"customerId": "C", "tierId": "silver", "cause": "threshold", "since": "{{Time(Day(6))}}"}
            """);
        await Idle(shop, (Changed, 3), (Ending, 1));
        await shop.Sound();
    }

    private async Task<TestShop> Shop()
    {
        api.Settings.Add($"--{TierNoticeSchedule.Setting}=20");
        await api.Instance();
        await api.Instance();
        var shop = await api.NewShop("manual", now: Day(1, 7));
        (await shop.Put("/v1/member-tiers/silver", new
        {
            name = "s",
            rank = 1,
            growthFrom = 100,
            validityDays = 100,
            privileges = MemberSteps.No
        })).Must(200);
        (await shop.Put("/v1/member-tiers/gold", new
        {
            name = "g",
            rank = 2,
            growthFrom = 500,
            validityDays = 100,
            keepGrowth = 200,
            graceDays = 10,
            noticeDays = 7,
            privileges = MemberSteps.No
        })).Must(200);
        await shop.SetClock(Day(3));
        return shop;
    }

    private async Task Told(TestShop shop, string type, string payload) => (await api.Count($"""
        select count(*) from outbox where shop_id = {shop.ShopKey} and type = '{type}' and payload = '{payload}'
        """)).ShouldBe(1, payload);

    private async Task Until(TestShop shop, string type, int announced)
    {
        for (var tries = 0; tries < 1_000; tries++, await Task.Delay(20))
            if (await api.Events(shop, type) >= announced) break;
        (await api.Events(shop, type)).ShouldBe(announced);
    }

    /// <summary>Another shop's change, which comes later, shows that this shop has been looked at.</summary>
    private async Task Idle(TestShop shop, params (string Type, int Announced)[] due)
    {
        var other = await api.NewShop("manual", now: Day(3));
        await other.SteadyTier(1, 0);
        await other.Buy("o", Day(1), 100);
        await Until(other, Changed, 1);
        foreach (var (type, announced) in due) (await api.Events(shop, type)).ShouldBe(announced, type);
    }

    private static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'",
        System.Globalization.CultureInfo.InvariantCulture);
}
