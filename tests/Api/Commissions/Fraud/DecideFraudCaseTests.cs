using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Commissions.Fraud;

/// <summary>An order that looks like fraud is booked and its commission held, until a named person decides.</summary>
public sealed class DecideFraudCaseTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("phone", "+44 20 7946 0000", "+442079460000", true)]
    [InlineData("email", "Bo@Example.com", "bo@example.com", true)]
    [InlineData("payer", "acct-1", "acct-1", true)]
    [InlineData("phone", "+44 20 7946 0000", "+44 20 7946 0001", false)]
    public async Task Buyer_and_beneficiary_with_one_identity(string kind, string buyers, string partners, bool held)
    {
        var (shop, _) = await Shop(new { threshold = 60 });
        await Identify(shop, "C", kind, buyers);
        await Identify(shop, "B", kind, partners);
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        var partner = await shop.Partner("B");
        (partner.Minor("held"), partner.Minor("pending")).ShouldBe(held ? (1_000, 0) : (0, 1_000));
        var holds = (await shop.Get("/v1/holds")).Must(200).List("data");
        holds.Length.ShouldBe(held ? 1 : 0);
        if (held)
        {
            var sign = holds[0].GetProperty("reasons")[0].GetProperty("sign").GetString();
            sign.ShouldBe(kind == "payer" ? "sharedPayer" : "selfReferral");
            holds[0].GetProperty("score").GetInt32().ShouldBe(kind == "payer" ? 60 : 100);
        }
        (await api.Count($"select count(*) from customer_identities where shop_id = {shop.ShopKey}")).ShouldBe(2);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Many_orders_of_one_leg_in_a_short_time_and_no_other_leg()
    {
        var (shop, _) = await Shop(new { threshold = 40, velocity = 40, velocityOrders = 3, velocityHours = 2 });
        await shop.Bind("D", "B");
        foreach (var i in Enumerable.Range(1, 2)) (await shop.Order($"o{i}", "C", Day(2), 1_000)).Must(201);
        (await shop.Order("other", "D", Day(2), 1_000)).Must(201);
        (await shop.Order("later", "C", Day(2, 10), 1_000)).Must(201);
        (await shop.Partner("B")).Minor("held").ShouldBe(0);
        (await shop.Order("o3", "C", Day(2, 9), 1_000)).Must(201);
        (await shop.Partner("B")).Minor("held").ShouldBe(100);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_buyer_who_buys_and_gives_back()
    {
        var (shop, _) = await Shop(new { threshold = 40, wash = 40, washOrders = 2, washDays = 10 });
        foreach (var i in Enumerable.Range(2, 2))
        {
            (await shop.Order($"o{i}", "C", Day(i), 1_000)).Must(201);
            (await shop.RefundPlain($"o{i}", $"r{i}", Day(i), 1_000)).Must(201);
        }
        (await shop.Order("o4", "C", Day(4), 1_000)).Must(201);
        (await shop.Order("o13", "C", Day(13), 1_000)).Must(201);
        var partner = await shop.Partner("B");
        (partner.Minor("held"), partner.Minor("pending")).ShouldBe((100, 100));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("release", false)]
    [InlineData("release", true)]
    [InlineData("reject", false)]
    [InlineData("reject", true)]
    public async Task Nothing_is_lost_until_a_person_decides(string action, bool settledBefore)
    {
        var (shop, person) = await Suspicious();
        (await shop.RefundPlain("o1", "r1", Day(3), 1_000)).Must(201);
        await shop.SetClock(Day(33));
        if (settledBefore) (await shop.Settle(Day(32))).Must(201).Minor("total").ShouldBe(0);
        (await shop.Get("/v1/orders/o1/commission")).Must(200).List("waits").ShouldHaveSingleItem()
            .GetProperty("for").GetString().ShouldBe("fraud");
        var net = action == "release" ? 900 : 0;
        (await Decide(person, "o1", action)).Must(200).Number("score").ShouldBe(100);
        var partner = await shop.Partner("B");
        (partner.Minor("net"), partner.Minor("held"), partner.Minor("available")).ShouldBe((net, 0, net));
        (await shop.RefundPlain("o1", "r2", Day(33), 1_000)).Must(201);
        await shop.SetClock(Day(64));
        (await shop.Settle(Day(63))).Must(201).Minor("total").ShouldBe(Math.Max(net - 100, 0));
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Who_may_not_and_what_cannot_be_are_refused_and_the_same_again_is_the_same()
    {
        var (shop, person) = await Suspicious();
        (await shop.Put("/v1/fraud-policy", new { threshold = 1 })).Refused(403, "PERSON_REQUIRED");
        (await person.Put("/v1/fraud-policy", new { threshold = 1 })).Refused(403, "ROLE_MISSING");
        var admin = await api.Operator(shop, "adm", Roles.Admin);
        (await admin.Put("/v1/fraud-policy", new { velocityHours = 0 })).Refused(422, "VALIDATION_FAILED")
            .Pointer.ShouldBe("#/velocityHours");
        (await shop.Get("/v1/audit-log?kind=fraudPolicy")).Must(200).List("data").ShouldHaveSingleItem();
        (await Decide(shop, "o1", "release")).Refused(403, "PERSON_REQUIRED");
        (await Decide(admin, "o1", "release")).Refused(403, "ROLE_MISSING");
        (await Decide(person, "o1", "keep")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/action");
        (await Decide(person, "none", "release")).Refused(404, "FRAUD_CASE_NOT_FOUND");
        var decided = (await Decide(person, "o1", "release")).Must(200);
        (await Decide(person, "o1", "release")).Must(200).Body.ShouldBe(decided.Body);
        (await Decide(person, "o1", "reject")).Refused(409, "FRAUD_CASE_DECIDED");
        (await shop.Post("/v1/customers/nobody/identities", new
        {
            identities = new[] { new { kind = "phone", value = "1" } },
        })).Refused(404, "CUSTOMER_NOT_FOUND");
        (await shop.Post("/v1/customers/B/identities", new
        {
            identities = new[] { new { kind = "shoe", value = "1" } },
        })).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/identities/0/kind");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Decided_twice_while_refunds_come_it_is_decided_once()
    {
        var (shop, person) = await Suspicious();
        var other = shop.Through(await api.Instance());
        var all = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => other.RefundPlain("o1", $"r{i}", Day(3), 100))
            .Append(Decide(person, "o1", "release")).Append(Decide(person.Through(other.Url), "o1", "reject")));
        all.Count(answer => answer.Status == 409).ShouldBe(1);
        (await shop.Partner("B")).Minor("held").ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Theory]
    [InlineData("delete from holds", "fraudCases holds")]
    [InlineData("update holds set subject_id = 'o2'", "holdCauses")]
    [InlineData("update fraud_cases set score = 99", "fraudCases")]
    public async Task Whoever_corrupts_a_case_is_found(string change, string failed)
    {
        var (shop, _) = await Suspicious();
        await api.Corrupt($"{change} where shop_id = {shop.ShopKey}");
        (await shop.FailedChecks()).ShouldBe(failed.Split(' '), ignoreOrder: true);
    }

    private async Task<(TestShop Shop, TestShop Person)> Suspicious()
    {
        var (shop, person) = await Shop(new { threshold = 100 });
        await Identify(shop, "C", "document", "AB123456");
        await Identify(shop, "B", "document", "AB123456");
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await shop.Partner("B")).Minor("held").ShouldBe(1_000);
        return (shop, person);
    }

    /// <summary>B gets 10 % of what C buys; the policy holds from then on.</summary>
    private async Task<(TestShop Shop, TestShop Person)> Shop(object policy)
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await (await api.Operator(shop, "adm", Roles.Admin)).Put("/v1/fraud-policy", policy)).Must(200);
        await api.ReleaseAlone(shop);
        return (shop, await api.Operator(shop, "op", Roles.Operator));
    }

    private static async Task Identify(TestShop shop, string customerId, string kind, string value) =>
        (await shop.Post($"/v1/customers/{customerId}/identities", new { identities = new[] { new { kind, value } } }))
            .Must(200);

    private static Task<Answer> Decide(TestShop shop, string orderId, string action) =>
        shop.Post($"/v1/orders/{orderId}/fraud-decision", new { action, reason = "why" });
}
