using Shouldly;
using Xunit;

namespace SocialCommerce.ArchitectureTests.BadInput;

/// <summary>Addresses that are wrong: ids, cursors, limits, methods and routes.</summary>
public sealed class SpoilingAddresses(TestApi api) : IClassFixture<TestApi>
{

    [Fact]
    public async Task An_unknown_id_is_404_wherever_it_is_in_the_path()
    {
        var shop = await api.NewShop();
        string[] ids =
        [
            "none", new string('x', 65), new string('x', 3_000), "%20", "%25", "%2F", "%E4%B8%AD", "%ED%A0%80", "%FF",
            "'", "~", "%01", "-1", "0", "pln_0000000000000", "stm_zzzzzzzzzzzzz", "2010-12-01", "%C2%85",
            "0001-01-01T00%3A00%3A00Z",
            "9999-12-31T23%3A59%3A59Z", "%F0%9F%98%80",
        ];
        foreach (var route in Route.All.Where(route => route is { Method: "GET", HasId: true }))
            foreach (var id in ids)
            {
                var path = System.Text.RegularExpressions.Regex.Replace(route.Pattern, @"\{\w+\}", id);
                var answer = await (route.Scope is null ? (Client)api.Platform : shop).Get(path);
                if (route.Pattern == FilledShop.Home && answer.Status == 200)
                {
                    answer.Json.GetProperty("isKnown").GetBoolean().ShouldBeFalse(path);
                    continue;
                }
                if (answer.Status == 200) route.Pattern.ShouldBe("/v1/settlements/{periodEnd}/statements", path);
                else answer.Status.ShouldBeOneOf([400, 404, 422], $"{path}: {answer.Body}");
                if (id == "none" && !route.Pattern.Contains("periodEnd", StringComparison.Ordinal))
                    answer.Status.ShouldBe(404, path);
            }
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("100% of it")]
    [InlineData("空 格/订单")]
    [InlineData("a?b#c&d=e")]
    [InlineData("a+b")]
    [InlineData("\"quoted\"\\")]
    public async Task An_id_with_odd_characters_comes_back_as_it_was_sent(string id)
    {
        var shop = await api.NewShop();
        var path = Uri.EscapeDataString(id);
        (await shop.Put($"/v1/products/{path}", new { name = "n" })).Must(200).Text("productId").ShouldBe(id);
        (await shop.Get($"/v1/products/{path}")).Must(200).Text("productId").ShouldBe(id);
        (await shop.Post("/v1/orders", new
        {
            orderId = id,
            customerId = id,
            paidAt = TestShop.Day(1),
            lines = new[] { new { lineId = id, productId = id, quantity = 1, unitPrice = TestShop.Pence(5) } },
        })).Must(201).Text("orderId").ShouldBe(id);
        (await shop.Get($"/v1/orders/{path}")).Must(200).Text("orderId").ShouldBe(id);
        (await shop.Get($"/v1/customers/{path}")).Must(200).Text("customerId").ShouldBe(id);
        var bound = (await shop.Post("/v1/referrals", new { customerId = id, referrerId = "r" })).Must(201);
        (await shop.Get(bound.Headers["Location"])).Must(200).Text("customerId").ShouldBe(id);
        (await shop.Post($"/v1/orders/{path}/refunds", new
        {
            refundId = id,
            refundedAt = TestShop.Day(2),
            lines = new[] { new { lineId = id, quantity = 1 } },
        })).Must(201).Text("refundId").ShouldBe(id);
        (await shop.Get($"/v1/orders?customerId={path}")).Must(200)
            .Json.GetProperty("data").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("cursor=x")]
    [InlineData("cursor=%F0%9F")]
    [InlineData("cursor=fg")]
    [InlineData("cursor=fjk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5")]
    [InlineData("cursor=fi0x")]
    [InlineData("cursor=fgAA")]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=-1")]
    [InlineData("limit=a")]
    [InlineData("limit=99999999999")]
    [InlineData("limit=1.5")]
    [InlineData("x=%00")]
    public async Task A_cursor_or_limit_that_is_none_never_fails(string query)
    {
        var shop = await FilledShop.In(api);
        var refused = 0;
        foreach (var route in Route.All.Where(route => route is { Method: "GET", Scope: not null }))
        {
            var answer = await shop.Shop.Get($"{shop.Fill(route.Pattern)}?{query}");
            answer.Status.ShouldBeOneOf([200, 400, 422], $"{route.Pattern}?{query}: {answer.Body}");
            if (answer.Status == 200) continue;
            refused++;
            answer.Code.ShouldNotBeNullOrEmpty();
        }
        refused.ShouldBeGreaterThan(query is "cursor=fi0x" or "cursor=fgAA" ? -1 : 9, "every list looks at it");
    }

    [Fact]
    public async Task A_method_or_a_route_that_is_none_is_405_or_404_with_a_problem()
    {
        var shop = await FilledShop.In(api);
        foreach (var path in new[] { "/", "/v1", "/v1/nothing", "/v1/orders/a/b/c/d", "/V2/orders" })
            (await shop.Shop.Get(path)).Refused(404, "NOT_FOUND");
        foreach (var pattern in Route.All.Select(route => route.Pattern).Distinct())
            (await shop.Shop.Send(HttpMethod.Patch, shop.Fill(pattern), "{}", [])).Refused(405, "METHOD_NOT_ALLOWED");
    }

    [Fact]
    public async Task A_character_0_in_a_path_is_refused()
    {
        var shop = await api.NewShop();
        foreach (var path in new[] { "/v1/orders/%00", "/v1/products/a%00b", "/v1/members/%00/privileges" })
            (await shop.Get(path)).Status.ShouldBeOneOf(400, 404);
    }
}
