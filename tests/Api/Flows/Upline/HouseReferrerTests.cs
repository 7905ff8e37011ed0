using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Upline;

/// <summary>A buyer without a referrer: what the explanation says, and the house account that may stand in.</summary>
public sealed class HouseReferrerTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Settings = "/v1/referral-settings";

    [Fact]
    public async Task The_explanation_says_that_nobody_recommended_the_buyer_or_that_somebody_did_later()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Promote("B", 1, Day(1));
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBeEmpty();
        (await shop.Explained("o1")).ShouldBe(["nobody noReferrer"]);
        await shop.SetClock(Day(3));
        await shop.Bind("C", "B");
        (await shop.Explained("o1")).ShouldBe(["B boundLater"]);
        (await shop.Get("/v1/orders/o1/commission")).Must(200).List("lines").ShouldHaveSingleItem()
            .GetProperty("boundAt").GetDateTimeOffset().ShouldBe(Day(3));
        (await shop.Order("o2", "C", Day(2), 10_000)).Must(201);
        (await shop.Explained("o2")).ShouldBe(["B boundLater"], "paid before, recorded after");
        (await shop.Order("o3", "C", Day(4), 10_000)).Paid().ShouldBe(["B 1000"]);
        var simulated = await shop.Post("/v1/commissions/simulations", new
        {
            customerId = "stranger",
            lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(100) } },
        });
        simulated.Must(200).Json.GetProperty("explanation").GetProperty("lines")[0].GetProperty("reason").GetString()
            .ShouldBe("noReferrer");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_plan_the_explanation_still_says_that_there_is_no_referrer()
    {
        var shop = await api.NewShop();
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await shop.Explained("o1")).ShouldBe(["nobody noReferrer"]);
    }

    [Fact]
    public async Task The_house_account_earns_in_place_of_a_missing_referrer_from_the_setting_on()
    {
        var (shop, admin) = await Shop();
        (await shop.Order("before", "C", Day(2), 10_000)).Paid().ShouldBeEmpty();
        (await api.NameHouse(admin, "H")).Must(200);
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["H 1000"]);
        (await shop.Explained("o1")).ShouldBe(["H 1000"]);
        (await shop.Get("/v1/orders/o1/commission")).Must(200).List("lines")[0].GetProperty("houseAccount")
            .GetBoolean().ShouldBeTrue();
        (await shop.Explained("before")).ShouldBe(["nobody noReferrer"]);
        (await shop.Order("own", "H", Day(2), 10_000)).Paid().ShouldBeEmpty();
        (await shop.Get("/v1/referrals/C")).Status.ShouldBe(404, "it is no binding");
        (await shop.Partner("H")).Number("directBuyers").ShouldBe(0);
        (await shop.RefundPlain("o1", "r1", Day(3), 4_000)).Must(201);
        (await shop.Net("H")).ShouldBe(600);

        await shop.Promote("B", 1, Day(3));
        await shop.Bind("C", "B");
        (await shop.Order("o2", "C", Day(4), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await admin.Put(Settings, new { })).Must(200);
        (await shop.Order("o3", "D", Day(4), 10_000)).Paid().ShouldBeEmpty();
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task A_guest_and_a_simulation_see_the_house_account_and_one_without_a_tier_earns_nothing()
    {
        var (shop, admin) = await Shop();
        (await api.NameHouse(admin, "H")).Must(200);
        var lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(10_000) } };
        (await shop.Post("/v1/orders", new { orderId = "guest", paidAt = Day(2), lines })).Paid().ShouldBe(["H 1000"]);
        (await shop.Post("/v1/commissions/simulations", new { customerId = "new", lines })).Must(200).Minor("total")
            .ShouldBe(1_000);
        (await shop.Post("/v1/customers", new { customerId = "poor" })).Must(201);
        (await api.NameHouse(admin, "poor")).Must(200);
        (await shop.Order("o1", "D", Day(2), 10_000)).Paid().ShouldBeEmpty();
        (await shop.Explained("o1")).ShouldBe(["poor noTier"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_with_floors_and_a_deeper_version_take_the_house_account_for_the_whole_chain()
    {
        var (_, admin) = await Shop();
        var shop = admin;
        await shop.Publish(
            ShopSteps.Plan(("rules", new[] { ShopSteps.Differential("climb", 10_000, 1_000, 2_000, 3_000) })));
        await shop.Bind("H", "above");
        (await api.NameHouse(admin, "H")).Must(200);
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["H 1000"]);
        var deep = (await shop.Post("/v1/plans", new
        {
            content = ShopSteps.Plan(("payDepth", 9), ("rules", new[] { ShopSteps.Level("all", (1, "T1", 500)) })),
        })).Must(201).Text("planId");
        await shop.SetClock(Day(10));
        var replay = await shop.Backtest(deep);
        (await shop.Backtested(replay)).Must(200);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("update commission_orders set snapshot = jsonb_set(snapshot, '{c}', '[]')")]
    [InlineData("update commission_orders set snapshot = jsonb_set(snapshot, '{c,0,k}', '999999')")]
    public async Task A_house_account_that_was_none_and_one_that_is_missing_are_found(string change)
    {
        var (shop, admin) = await Shop();
        (await api.NameHouse(admin, "H")).Must(200);
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        await api.Corrupt($"{change} where shop_id = {shop.ShopKey} and order_id = 'o1'");
        (await shop.FailedChecks()).ShouldContain("snapshots");
    }

    [Fact]
    public async Task The_setting_is_an_administrators_versioned_and_logged()
    {
        var (shop, admin) = await Shop();
        (await shop.Get(Settings)).Must(200).Body.ShouldBe("{}");
        (await shop.Put(Settings, new { houseAccount = "H" })).Refused(403, "PERSON_REQUIRED");
        (await admin.Put(Settings, new { houseAccount = "nobody" })).Refused(404, "CUSTOMER_NOT_FOUND").Pointer
            .ShouldBe("#/houseAccount");
        var guest = (await shop.Post("/v1/orders", new
        {
            orderId = "guest",
            paidAt = Day(2),
            lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(1) } },
        })).Must(201).Text("guestId");
        (await admin.Put(Settings, new { houseAccount = guest })).Refused(422, "VALIDATION_FAILED");
        (await admin.Put(Settings, new { houseAccount = "H" }, ("If-Match", "\"0\""))).Must(202);
        var first = (await api.NameHouse(admin, "H")).Must(200);
        (await admin.Put(Settings, new { houseAccount = "H" })).Must(200).Headers["ETag"]
            .ShouldBe(first.Headers["ETag"]);
        (await admin.Put(Settings, new { }, ("If-Match", "\"0\""))).Refused(412, "CHANGED_MEANWHILE");
        (await shop.Get(Settings)).Must(200).Text("houseAccount").ShouldBe("H");
        (await shop.Get("/v1/audit-log?kind=referralSettings")).Must(200).List("data").ShouldHaveSingleItem();
    }

    private async Task<(TestShop Shop, TestShop Admin)> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Promote("H", 1, Day(1));
        return (shop, await api.Operator(shop, "adm", Roles.Admin, Roles.Operator));
    }
}
