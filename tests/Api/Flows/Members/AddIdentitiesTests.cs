using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Members;

/// <summary>Identities added after an order are held against what it earned, as long as no statement has it.</summary>
public sealed class AddIdentitiesTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("C", "B", false)]
    [InlineData("B", "C", false)]
    [InlineData("C", "B", true)]
    public async Task Buyer_and_referrer_who_turn_out_to_be_one_person_are_held(string first, string then, bool matured)
    {
        var (shop, person) = await Shop();
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await shop.OpenOrder("o2", "C", Day(3), 5_000)).Paid().ShouldBe(["B 500"]);
        (await shop.Order("other", "D", Day(3), 5_000)).Paid().ShouldBe(["B 500"]);
        if (matured) await shop.SetClock(Day(20));
        (await Identify(shop, first, "+44 7700 900123")).Must(200);
        (await shop.Partner("B")).Minor("held").ShouldBe(0);
        (await Identify(shop, then, "07700 900123")).Must(200).List("warnings").ShouldBeEmpty();
        (await shop.Partner("B")).Minor("held").ShouldBe(1_500);
        (await shop.Get("/v1/orders/o1/commission")).Must(200).List("waits").ShouldHaveSingleItem()
            .GetProperty("for").GetString().ShouldBe("fraud");
        (await Identify(shop, then, "07700 900123")).Must(200);
        (await api.Count($"select count(*) from fraud_cases where shop_id = {shop.ShopKey}")).ShouldBe(2);

        (await Decide(person, "o1", "release")).Must(200);
        (await Decide(person, "o2", "reject")).Must(200);
        (await Identify(shop, first, "+44 7700 900123")).Must(200);
        var partner = await shop.Partner("B");
        (partner.Minor("held"), partner.Minor("net")).ShouldBe((0, 1_500), "what was decided is not looked at again");
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task What_a_statement_has_is_left_alone()
    {
        var (shop, _) = await Shop();
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await shop.Order("o2", "C", Day(25), 10_000)).Must(201);
        await shop.SetClock(Day(33));
        (await shop.Settle(Day(32))).Must(201).Minor("total").ShouldBe(1_000);
        foreach (var customer in new[] { "C", "B" }) (await Identify(shop, customer, "07700 900123")).Must(200);
        (await shop.Partner("B")).Minor("held").ShouldBe(1_000);
        (await api.Count($"select count(*) from fraud_cases where shop_id = {shop.ShopKey} and order_id = 'o2'"))
            .ShouldBe(1);
        await shop.SetClock(Day(64));
        (await shop.Settle(Day(63))).Must(201).Minor("total").ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task A_shop_without_a_policy_and_an_order_that_earned_nobody_anything_hold_nothing()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        foreach (var customer in new[] { "C", "B" }) (await Identify(shop, customer, "+44 7700 900123")).Must(200);
        (await shop.Partner("B")).Minor("held").ShouldBe(0);
        var (other, _) = await Shop();
        (await other.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await other.RefundPlain("o1", "r1", Day(2), 10_000)).Must(201);
        foreach (var customer in new[] { "C", "B" }) (await Identify(other, customer, "07700 900123")).Must(200);
        (await api.Count($"select count(*) from fraud_cases where shop_id = {other.ShopKey}")).ShouldBe(0);
    }

    [Fact]
    public async Task Told_twice_at_once_while_the_order_is_refunded_there_is_one_case()
    {
        var (shop, _) = await Shop();
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await Identify(shop, "C", "07700 900123")).Must(200);
        var there = shop.Through(await api.Instance());
        var answers = await Task.WhenAll(
            Identify(shop, "B", "07700 900123"), Identify(there, "B", "07700 900123"),
            Identify(there, "C", "07700 900123"), shop.RefundPlain("o1", "r1", Day(2), 1_000));
        answers.ShouldAllBe(answer => answer.Status == 200 || answer.Status == 201);
        (await shop.Partner("B")).Minor("held").ShouldBe(900);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task A_number_that_cannot_be_read_is_taken_with_a_warning()
    {
        var shop = await api.NewShop();
        (await shop.Post("/v1/customers", new { customerId = "C" })).Must(201);
        var answer = (await Identify(shop, "C", "07700 900123")).Must(200);
        var warning = answer.List("warnings").ShouldHaveSingleItem();
        warning.GetProperty("code").GetString().ShouldBe("unreadablePhone");
        warning.GetProperty("pointer").GetString().ShouldBe("#/identities/0/value");
        var chinese = await api.NewShop(jurisdiction: "CN");
        (await chinese.Post("/v1/customers", new { customerId = "C" })).Must(201);
        (await Identify(chinese, "C", "138 0000 0000")).Must(200).List("warnings").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_settings_are_an_administrators_versioned_and_logged()
    {
        const string path = "/v1/identity-settings";
        var shop = await api.NewShop();
        var admin = await api.Operator(shop, "adm", Roles.Admin);
        (await shop.Get(path)).Must(200).Body.ShouldBe("""{"ignoreMailAliases":false}""");
        (await shop.Put(path, new { defaultCountry = "GB" })).Refused(403, "PERSON_REQUIRED");
        (await admin.Put(path, new { defaultCountry = "UK" })).Refused(422, "VALIDATION_FAILED").Pointer
            .ShouldBe("#/defaultCountry");
        var put = (await admin.Put(path, new { defaultCountry = "GB", ignoreMailAliases = true })).Must(200);
        (await admin.Put(path, new { defaultCountry = "GB", ignoreMailAliases = true })).Must(200).Headers["ETag"]
            .ShouldBe(put.Headers["ETag"]);
        (await admin.Put(path, new { }, ("If-Match", "\"0\""))).Refused(412, "CHANGED_MEANWHILE");
        (await shop.Get(path)).Must(200).Body.ShouldBe(put.Body);
        (await shop.Get("/v1/audit-log?kind=identitySettings")).Must(200).List("data").ShouldHaveSingleItem();
    }

    private async Task<(TestShop Shop, TestShop Person)> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        await shop.Bind("D", "B");
        var admin = await api.Operator(shop, "adm", Roles.Admin);
        (await admin.Put("/v1/fraud-policy", new { threshold = 100, velocity = 40, velocityOrders = 3 })).Must(200);
        await api.ReleaseAlone(shop);
        (await admin.Put("/v1/identity-settings", new { defaultCountry = "GB" })).Must(200);
        return (shop, await api.Operator(shop, "op", Roles.Operator));
    }

    private static Task<Answer> Identify(TestShop shop, string customerId, string value) =>
        shop.Post($"/v1/customers/{customerId}/identities", new
        {
            identities = new[] { new { kind = "phone", value } },
        });

    private static Task<Answer> Decide(TestShop shop, string orderId, string action) =>
        shop.Post($"/v1/orders/{orderId}/fraud-decision", new { action, reason = "why" });
}
