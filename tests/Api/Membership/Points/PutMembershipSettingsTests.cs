using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.Points;

/// <summary>Points and growth by product, class and rung; refunds take back at the granted rates.</summary>
public sealed class PutMembershipSettingsTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_first_rule_that_a_line_fits_counts_and_refunds_take_back_line_by_line()
    {
        var shop = await api.NewShop();
        (await shop.Put("/v1/products/p1", new { name = "n", rung = "low", @class = "tea" })).Must(200);
        (await shop.Put("/v1/products/p2", new { name = "n", rung = "member", @class = "tea" })).Must(200);
        await Settings(shop, new object[]
        {
            new { products = new[] { "p9" }, pointsPerUnitBps = 9_000, growthPerUnitBps = 9_000 },
            new { classes = new[] { "tea" }, rungs = new[] { "member" }, pointsPerUnitBps = 300, growthPerUnitBps = 0 },
            new { classes = new[] { "tea" }, pointsPerUnitBps = 200, growthPerUnitBps = 50 },
        });
        // 10,050 at 2 %, 10,050 at 3 %, 10,050 at 1 %: rounded down once.
        (await shop.Order("o1", "C", Day(1), 10_050, 10_050, 10_050)).Must(201).Number("points").ShouldBe(603);
        (await Member(shop)).ShouldBe((603, 150));
        (await shop.RefundLine("o1", "r1", Day(2), "2", 10_050)).Must(201).Number("points").ShouldBe(-302);
        (await Member(shop)).ShouldBe((301, 150));
        await Settings(shop, [new { classes = new[] { "tea" }, pointsPerUnitBps = 0, growthPerUnitBps = 0 }]);
        (await shop.RefundUnits("o1", "r2", Day(3), "1", 1)).Must(201);
        (await Member(shop)).ShouldBe((100, 100));
        (await shop.RefundPlain("o1", "r3", Day(4), 5_025)).Must(201);
        (await Member(shop)).ShouldBe((50, 50));
        (await shop.RefundPlain("o1", "r4", Day(5), 5_025)).Must(201);
        (await Member(shop)).ShouldBe((0, 0));
        (await shop.Order("o2", "C", Day(6), 10_000, 10_000, 10_000)).Must(201).Number("points").ShouldBe(100);
        await Sound(shop);
    }

    [Theory]
    [InlineData("whenBought", 100, 60)]
    [InlineData("whenUsed", 0, 100)]
    public async Task A_gift_card_earns_when_it_is_bought_or_when_it_is_used(string earn, long bought, long used)
    {
        var shop = await api.NewShop();
        (await shop.Put("/v1/products/voucher", new { name = "n", @class = "gift" })).Must(200);
        await Settings(shop, [], new { earn, classes = new[] { "gift" } });
        (await Buy(shop, "o1", "voucher", 10_000)).Number("points").ShouldBe(bought);
        var order = await Buy(shop, "o2", "p1", 10_000,
            new { kind = "giftCard", amount = Pence(4_000) }, new { kind = "card", amount = Pence(6_000) });
        order.Number("points").ShouldBe(used);
        order.Minor("value").ShouldBe(10_000, "the plan counts it either way");
        (await shop.RefundPlain("o2", "r1", Day(2), 5_000)).Must(201);
        (await Member(shop)).Points.ShouldBe(bought + (used / 2));
        (await shop.RefundPlain("o2", "r2", Day(2), 5_000)).Must(201);
        (await shop.RefundUnits("o1", "r3", Day(2), "1", 1)).Must(201);
        (await Member(shop)).ShouldBe((0, 0));
        await Sound(shop);
    }

    [Fact]
    public async Task Membership_follows_its_own_setting_where_the_plan_has_another()
    {
        var shop = await (await api.NewShop()).WithSpendPlan(("tendersNotCounted", new[] { "giftCard" }));
        await Settings(shop, [], new { earn = "whenUsed", classes = new[] { "gift" } });
        var order = await Buy(shop, "o1", "p1", 10_000,
            new { kind = "giftCard", amount = Pence(4_000) }, new { kind = "card", amount = Pence(6_000) });
        (order.Number("points"), order.Minor("value")).ShouldBe((100, 6_000));
        (await shop.RefundPlain("o1", "r1", Day(2), 3_000)).Must(201).Number("points").ShouldBe(-30);
        await Sound(shop);
    }

    [Fact]
    public async Task Without_a_setting_gift_cards_earn_as_the_plan_counts_them()
    {
        var shop = await (await api.NewShop()).WithSpendPlan(("tendersNotCounted", new[] { "giftCard" }));
        (await Buy(shop, "o1", "p1", 10_000,
            new { kind = "giftCard", amount = Pence(4_000) }, new { kind = "card", amount = Pence(6_000) }))
            .Number("points").ShouldBe(60);
    }

    [Fact]
    public async Task An_order_earns_at_the_rates_in_force_when_it_was_paid()
    {
        var shop = await api.NewShop("manual", now: Day(5));
        await Rates(shop, 200);
        await shop.SetClock(Day(10));
        await Rates(shop, 300);
        (await shop.Order("o1", "C", Day(1), 10_000)).Must(201).Number("points").ShouldBe(200, "before the first");
        (await shop.Order("o2", "C", Day(9), 10_000)).Must(201).Number("points").ShouldBe(200);
        (await shop.Order("o3", "C", Day(10), 10_000)).Must(201).Number("points").ShouldBe(300);
        (await shop.RefundPlain("o2", "r1", Day(10), 10_000)).Must(201).Number("points").ShouldBe(-200);
        await Sound(shop);
    }

    [Theory]
    [InlineData("""{"rules":[{"pointsPerUnitBps":1,"growthPerUnitBps":1}]}""", "#/rules/0/products")]
    [InlineData("""{"rules":[{"pointsPerUnitBps":-1,"growthPerUnitBps":1,"products":["p"]}]}""",
        "#/rules/0/pointsPerUnitBps")]
    [InlineData("""{"rules":[{"pointsPerUnitBps":1,"growthPerUnitBps":1,"products":[]}]}""", "#/rules/0/products")]
    [InlineData("""{"rules":[{"pointsPerUnitBps":1,"growthPerUnitBps":1,"rungs":["top"]}]}""", "#/rules/0/rungs/0")]
    [InlineData("""{"afterRefund":{"productTier":"fall","growthTier":"fall"}}""", "#/afterRefund/productTier")]
    [InlineData("""{"afterRefund":{"productTier":"end","growthTier":"end"}}""", "#/afterRefund/growthTier")]
    [InlineData("""{"giftCards":{"earn":"twice","classes":["g"]}}""", "#/giftCards/earn")]
    [InlineData("""{"giftCards":{"earn":"whenUsed","classes":[]}}""", "#/giftCards/classes")]
    public async Task Settings_that_cannot_be_read_are_refused_by_their_place(string settings, string pointer)
    {
        var shop = await api.NewShop();
        var body = $$"""{"pointsPerUnitBps":1,"growthPerUnitBps":1,{{settings[1..]}}""";
        (await shop.Put("/v1/membership-settings", body)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe(pointer);
    }

    [Fact]
    public async Task The_same_settings_again_are_no_new_version()
    {
        var shop = await api.NewShop();
        await Settings(shop, [new { products = new[] { "p" }, pointsPerUnitBps = 1, growthPerUnitBps = 1 }]);
        var tag = (await shop.Get("/v1/membership-settings")).Must(200).Headers["ETag"];
        await Settings(shop, [new { products = new[] { "p" }, pointsPerUnitBps = 1, growthPerUnitBps = 1 }]);
        (await shop.Get("/v1/membership-settings")).Must(200).Headers["ETag"].ShouldBe(tag);
    }

    private static async Task Settings(TestShop shop, object[] rules, object? giftCards = null) =>
        (await shop.Put("/v1/membership-settings", new
        {
            pointsPerUnitBps = 100,
            growthPerUnitBps = 100,
            rules = rules.Length == 0 ? null : rules,
            giftCards,
        })).Must(200);

    private static async Task Rates(TestShop shop, int bps) =>
        (await shop.Put("/v1/membership-settings", new { pointsPerUnitBps = bps, growthPerUnitBps = bps })).Must(200);

    private static async Task<Answer> Buy(
        TestShop shop, string orderId, string productId, long amount, params object[] tenders) =>
        (await shop.Post("/v1/orders", new
        {
            orderId,
            customerId = "C",
            paidAt = Day(1),
            lines = new[] { new { lineId = "1", productId, quantity = 1, unitPrice = Pence(amount) } },
            tenders = tenders.Length == 0 ? null : tenders,
        })).Must(201);

    private static async Task<(long Points, long Growth)> Member(TestShop shop)
    {
        var member = (await shop.Get("/v1/members/C")).Must(200);
        return (member.Number("points"), member.Number("growth"));
    }

    private static async Task Sound(TestShop shop) =>
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
}
