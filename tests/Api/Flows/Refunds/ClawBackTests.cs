using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Steps.ClawBackSteps;

namespace SocialCommerce.ApiTests.Flows.Refunds;

/// <summary>What a refund does to commission that has been paid out.</summary>
public sealed class ClawBackTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Within_the_balance_the_shortfall_is_given_back()
    {
        var shop = await Settled(api, "withinBalance");
        (await Refund(shop, "a", 12_000)).Must(201);
        var partner = await shop.Partner("B");
        partner.Minor("net").ShouldBe(2_800 + 500);
        partner.Minor("available").ShouldBe(0, "500 were there; 1,200 were reversed, 700 of it given back");
        (await Events(shop)).ShouldBe(["absorbed 700", "reversed 1200"], ignoreOrder: true);
        await Close(shop, 0);
    }

    [Fact]
    public async Task What_the_balance_bears_is_not_given_back()
    {
        var shop = await Settled(api, "withinBalance");
        (await Refund(shop, "a", 4_000)).Must(201);
        (await shop.Partner("B")).Minor("available").ShouldBe(100);
        (await Events(shop)).ShouldBe(["reversed 400"]);
        await Close(shop, 100);
    }

    [Fact]
    public async Task By_carried_debt_the_balance_falls_below_nothing()
    {
        var shop = await Settled(api, "carryDebt");
        (await Refund(shop, "a", 12_000)).Must(201);
        (await shop.Partner("B")).Minor("available").ShouldBe(-700);
        await Close(shop, 0);
    }

    [Fact]
    public async Task Before_maturity_nothing_is_given_back()
    {
        var shop = await Settled(api, "withinBalance");
        (await shop.Order("young", "C", January.AddDays(4), 1_000)).Paid().ShouldBe(["B 100"]);
        (await Refund(shop, "young", 1_000)).Must(201);
        (await Events(shop)).ShouldBe(["accrued 100", "reversed 100"], ignoreOrder: true);
        await Close(shop, 500);
    }

    [Fact]
    public async Task The_same_refund_again_gives_nothing_back_again()
    {
        var shop = await Settled(api, "withinBalance");
        (await Refund(shop, "a", 12_000)).Must(201);
        (await Refund(shop, "a", 12_000)).Must(201).IsReplayed().ShouldBeTrue();
        (await shop.Partner("B")).Minor("available").ShouldBe(0);
        await Close(shop, 0);
    }

    [Fact]
    public async Task Refunds_of_several_orders_at_once_share_one_balance()
    {
        var shop = await Settled(api, "withinBalance");
        var other = shop.Through(await api.Instance());
        var answers = await Task.WhenAll(Refund(shop, "a", 20_000), Refund(other, "b", 20_000));
        answers.ShouldAllBe(answer => answer.Status == 201);
        var partner = await shop.Partner("B");
        partner.Minor("available").ShouldBe(0);
        partner.Minor("net").ShouldBe(500);
        (await Events(shop)).Where(one => one.StartsWith("absorbed", StringComparison.Ordinal))
            .Sum(one => long.Parse(one.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(3_500);
        await Close(shop, 0);
    }

    private static Task<Answer> Refund(TestShop shop, string orderId, long amount) =>
        shop.RefundPlain(orderId, $"r-{orderId}", January.AddDays(4), amount);

    /// <summary>B's movements since the payout, as <c>reversed 1200</c>.</summary>
    private static async Task<string[]> Events(TestShop shop) =>
        [.. (await shop.Get("/v1/partners/B/movements?limit=100")).Must(200).List("data")
            .TakeWhile(movement => movement.GetProperty("event").GetString() != "submitted")
            .Select(movement => $"{movement.GetProperty("event").GetString()} "
                + movement.GetProperty("amount").GetProperty("amount").GetInt64())];
}
