using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Kernel.Personal;

/// <summary>Everything about a customer in one file, for those who may see it, and in the audit log.</summary>
public sealed class ExportPersonalDataTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task An_export_has_what_is_the_customers_and_nothing_of_others()
    {
        var shop = await api.NewShop();
        (await shop.Order("o1", "C", Day(1), 500, 700)).Must(201);
        (await shop.Order("o2", "D", Day(1), 500)).Must(201);
        await shop.Bind("C", "R");
        (await shop.Put("/v1/members/C/birthday", new { month = 2, day = 29 })).Must(200);
        var file = (await Export(shop, "C")).Must(200);
        file.Headers["Content-Type"].ShouldBe("application/json");
        Rows(file, "orders").ShouldHaveSingleItem().GetProperty("orderId").GetString().ShouldBe("o1");
        Rows(file, "orderLines").Select(line => line.GetProperty("unitPriceMinor").GetInt64())
            .ShouldBe([500, 700], ignoreOrder: true);
        Rows(file, "referralEdges").ShouldHaveSingleItem().GetProperty("referrerId").GetString().ShouldBe("R");
        Rows(file, "memberBirthdays").ShouldHaveSingleItem().GetProperty("day").GetInt32().ShouldBe(29);
        file.Body.ShouldNotContain("o2");
        (await api.Count($"""
            select count(*) from audit_log
            where shop_id = {shop.ShopKey} and kind = 'personalDataExport' and subject_id = 'C'
            """)).ShouldBe(1);
    }

    [Fact]
    public async Task An_export_needs_its_own_scope_and_a_customer()
    {
        var shop = await api.NewShop();
        (await shop.Post("/v1/customers", new { customerId = "C" })).Must(201);
        (await Export(shop, "X")).Refused(404, "CUSTOMER_NOT_FOUND");
        var narrow = await api.Platform.Post(
            $"/v1/shops/{shop.ShopId}/api-keys", new { name = "narrow", scopes = new[] { "customers:write" } });
        var other = new TestShop(shop.Url, narrow.Must(201).Text("key"), shop.ShopId);
        (await Export(other, "C")).Refused(403, "SCOPE_MISSING");
        (await Export((await api.Operator(shop, "finance", Roles.Finance)).Alone(), "C"))
            .Refused(403, "ROLE_MISSING");
        (await Export((await api.Operator(shop, "support", Roles.Support)).Alone(), "C")).Must(200);
    }

    private static Task<Answer> Export(TestShop shop, string customerId) =>
        shop.Send(HttpMethod.Post, $"/v1/customers/{customerId}/personal-data-export", "{}", []);

    private static System.Text.Json.JsonElement[] Rows(Answer file, string table) =>
    [
        .. file.List("tables").Single(one => one.GetProperty("name").GetString() == table)
            .GetProperty("rows").EnumerateArray(),
    ];
}
