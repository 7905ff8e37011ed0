using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Members;

/// <summary>
/// Membership and journey follow the times of orders and refunds themselves, whenever these are reported. A card gives
/// a year; a hundred pence give one of growth.
/// </summary>
public sealed class EffectTimeTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset Paid = new(2024, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Today = new(2026, 5, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_card_paid_in_2024_and_imported_in_2026_is_over()
    {
        var shop = await api.NewMemberShop(Today);
        var order = await shop.Card("o1", Paid);
        order.Json.TryGetProperty("memberTier", out _).ShouldBeFalse("it is over by now");
        (await shop.MemberTier()).ShouldBeNull();
        (await shop.Journey()).Time("memberAt").ShouldBe(Paid);
        await shop.Sound();
    }

    [Fact]
    public async Task A_notice_twelve_hours_late_gives_no_hour_too_much()
    {
        var shop = await api.NewMemberShop(Today);
        await shop.Card("o1", Today.AddHours(-12));
        (await shop.MemberTier()).ShouldBe($"gold {Today.AddHours(-12).AddDays(365):O}");
        await shop.SetClock(Today.AddHours(-12).AddDays(365));
        (await shop.MemberTier()).ShouldBeNull();
    }

    [Fact]
    public async Task A_renewal_reported_before_the_first_card_ends_where_the_true_order_ends()
    {
        var shop = await api.NewMemberShop(Today);
        await shop.Card("renewal", Today.AddDays(-10));
        await shop.Card("first", Today.AddDays(-100));
        (await shop.MemberTier()).ShouldBe($"gold {Today.AddDays(-100 + 730):O}");
        (await shop.Journey()).Time("memberAt").ShouldBe(Today.AddDays(-100));
        await shop.Sound();
    }

    [Fact]
    public async Task First_and_second_purchase_are_the_earliest_two()
    {
        var shop = await api.NewMemberShop(Today);
        var (january, february, march) = (Date(1, 20), Date(2, 10), Date(3, 5));
        await shop.Buy("o1", february, 100);
        await shop.Buy("o2", january, 100);
        var journey = await shop.Journey();
        (journey.Time("firstPaidAt"), journey.Time("secondPaidAt"), journey.Time("lastPaidAt"))
            .ShouldBe((january, february, february));
        journey.Time("addedAt").ShouldBe(january);
        await shop.Buy("o3", march, 100);
        await shop.Buy("o0", Date(1, 1), 100);
        journey = await shop.Journey();
        (journey.Time("firstPaidAt"), journey.Time("secondPaidAt"), journey.Time("lastPaidAt"))
            .ShouldBe((Date(1, 1), january, march));
        (await shop.Buy("o0", Date(1, 1), 100)).IsReplayed().ShouldBeTrue();
        (await shop.Journey()).Number("orders").ShouldBe(4);
        await shop.Sound();
    }

    [Fact]
    public async Task A_recomputation_keeps_the_history_that_it_supersedes()
    {
        var shop = await api.NewMemberShop(Today);
        await shop.Card("renewal", Today.AddDays(-10));
        await shop.Card("first", Today.AddDays(-100));
        (await api.Count($"select count(*) from member_tier_history where shop_id = {shop.ShopKey} and revision = 0"))
            .ShouldBe(1, "what was answered before");
        (await api.Count($"select count(*) from member_tier_history where shop_id = {shop.ShopKey} and revision = 1"))
            .ShouldBe(2);
    }

    [Fact]
    public async Task Orders_of_one_customer_that_come_at_once_in_the_wrong_order_end_as_in_the_right_one()
    {
        var shop = await api.NewMemberShop(Today);
        await Task.WhenAll(Enumerable.Range(1, 8).Select(n => shop.Card($"o{n}", Today.AddDays(-10 * n))));
        (await shop.MemberTier()).ShouldBe($"gold {Today.AddDays(-80 + (8 * 365)):O}");
        await Task.WhenAll(Enumerable.Range(1, 7).Select(n =>
            shop.RefundUnits($"o{n}", $"r{n}", Today, "1", 1)));
        (await shop.MemberTier()).ShouldBe($"gold {Today.AddDays(-80 + 365):O}");
        await shop.Sound();
    }

    [Fact]
    public async Task Commission_and_bindings_do_not_look_back()
    {
        var shop = await (await api.NewMemberShop(Today)).WithSpendPlan();
        await shop.SetClock(Today.AddDays(2));
        await shop.Bind("C", "B");
        (await shop.Order("tier", "B", Today.AddDays(2), 10_000)).Promoted().ShouldBe(["B T1"]);
        (await shop.Card("o1", Today.AddDays(1))).Paid().ShouldBeEmpty();
        (await shop.MemberTier()).ShouldStartWith("gold");
        await shop.Sound();
    }

    [Fact]
    public async Task Orders_of_a_claimed_guest_count_by_their_own_times()
    {
        var shop = await api.NewMemberShop(Today);
        await shop.Card("renewal", Today.AddDays(-10));
        var guest = (await shop.Post("/v1/orders", new
        {
            orderId = "first",
            paidAt = Today.AddDays(-100),
            lines = new[] { new { lineId = "1", productId = "card", quantity = 1, unitPrice = Pence(9_900) } },
        })).Must(201).Text("guestId");
        (await shop.Post($"/v1/guests/{guest}/claim", new { customerId = "C" })).Must(201);
        (await shop.MemberTier()).ShouldBe($"gold {Today.AddDays(-100 + 730):O}");
        (await shop.Journey()).Time("memberAt").ShouldBe(Today.AddDays(-100));
        (await shop.RefundUnits("first", "r1", Today, "1", 1)).Must(201);
        (await shop.MemberTier()).ShouldBe($"gold {Today.AddDays(-10 + 365):O}");
        await shop.Sound();
    }

    [Theory]
    [InlineData("1900-01-01T00:00:00Z", true)]
    [InlineData("1970-01-01T00:00:00Z", true)]
    [InlineData("1999-12-31T23:59:59Z", true)]
    [InlineData("2016-04-30T09:00:00Z", true)]
    [InlineData("2016-05-01T09:00:00Z", false)]
    [InlineData("2024-03-01T09:00:00Z", false)]
    public async Task An_order_of_long_ago_is_taken_with_a_warning(string paidAt, bool warned)
    {
        var shop = await (await api.NewMemberShop(Today)).WithSpendPlan();
        var admin = await api.Operator(shop, "adm", Roles.Admin);
        (await admin.Put("/v1/fraud-policy", new { threshold = 100 })).Must(200);
        var order = await shop.Card("o1", DateTimeOffset.Parse(
            paidAt, System.Globalization.CultureInfo.InvariantCulture));
        order.Warnings().Contains("paidLongAgo #/paidAt").ShouldBe(warned);
        (await shop.RefundUnits("o1", "r1", DateTimeOffset.Parse(
            paidAt, System.Globalization.CultureInfo.InvariantCulture), "1", 1)).Must(201);
        await shop.Sound();
    }

    [Fact]
    public async Task A_sandbox_whose_clock_follows_the_events_warns_of_none_of_a_real_history()
    {
        var shop = await api.NewShop();
        (await shop.Buy("o1", Day(1), 100)).Warnings().ShouldNotContain("paidLongAgo #/paidAt");
        (await shop.Buy("o2", Day(20), 100)).Warnings().ShouldNotContain("paidLongAgo #/paidAt");
    }

    private static DateTimeOffset Date(int month, int day) => new(2026, month, day, 8, 0, 0, TimeSpan.Zero);
}
