using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.CouponTemplates;

/// <summary>Coupon templates and their versions.</summary>
public sealed class PutCouponTemplateTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_coupon_keeps_the_terms_of_the_version_under_which_it_was_issued()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers("C");
        (await shop.Template("t")).Number("version").ShouldBe(1);
        var first = await shop.Claimed("C", "t");
        var changed = await shop.Template("t", ("discount", new { kind = "shipping" }), ("validity", new { days = 1 }));
        (changed.Number("version"), changed.Number("issued")).ShouldBe((2, 1));
        changed.Headers["ETag"].ShouldBe("\"2\"");
        var second = await shop.Claimed("C", "t");
        var coupon = await shop.Coupon(first);
        (coupon.Number("templateVersion"), coupon.Time("expiresAt")).ShouldBe((1, Day(31)));
        coupon.Minor("discount", "amount").ShouldBe(1_000);
        (await shop.Coupon(second)).Time("expiresAt").ShouldBe(Day(2));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_terms_are_no_new_version_and_an_outdated_one_is_refused()
    {
        var shop = await api.NewShop();
        await shop.Template("t");
        (await shop.Template("t")).Number("version").ShouldBe(1);
        await shop.Template("t", ("name", "another"));
        (await shop.Put("/v1/coupon-templates/t", CouponSteps.Terms(), ("If-Match", "\"1\"")))
            .Refused(412, "CHANGED_MEANWHILE");
        (await shop.Put("/v1/coupon-templates/t", CouponSteps.Terms(), ("If-Match", "\"2\""))).Must(200);
        (await shop.Get("/v1/coupon-templates/t")).Must(200).Headers["ETag"].ShouldBe("\"3\"");
        (await shop.Get("/v1/coupon-templates/u")).Refused(404, "COUPON_TEMPLATE_NOT_FOUND");
    }

    [Fact]
    public async Task Changes_at_once_are_versions_without_a_gap()
    {
        var shop = await api.NewShop();
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => shop.Template("t", ("name", $"n{i}"))));
        answers.Select(answer => answer.Number("version")).Order().ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
    }

    [Fact]
    public async Task The_list_is_ordered_by_id_and_filtered_by_status()
    {
        var shop = await api.NewShop();
        await shop.Template("b");
        await shop.Template("a", ("status", "ended"));
        await shop.Template("c");
        (await Ids("?limit=2")).ShouldBe(["a", "b"]);
        (await Ids("?status=active")).ShouldBe(["b", "c"]);
        (await shop.Get("/v1/coupon-templates?status=old")).Refused(422, "VALUE_UNKNOWN");

        async Task<string[]> Ids(string query) =>
            [.. (await shop.Get($"/v1/coupon-templates{query}")).Must(200).List("data")
                .Select(one => one.GetProperty("templateId").GetString()!)];
    }

    [Theory]
    [InlineData("fundedBy", "\"points\"", "#/fundedBy", "VALUE_UNKNOWN")]
    [InlineData("status", "\"old\"", "#/status", "VALUE_UNKNOWN")]
    [InlineData("expiryNoticeDays", "91", "#/expiryNoticeDays", "OUT_OF_RANGE")]
    [InlineData("minimumSpend", """{"amount":1,"currency":"CNY"}""", "#/minimumSpend", "CURRENCY_MISMATCH")]
    [InlineData("discount", """{"kind":"amount"}""", "#/discount/amount", "NOT_APPLICABLE")]
    [InlineData("discount", """{"kind":"percentage","percentBps":10001}""", "#/discount/percentBps", "OUT_OF_RANGE")]
    [InlineData("discount", """{"kind":"shipping","percentBps":1}""", "#/discount/percentBps", "NOT_APPLICABLE")]
    [InlineData("discount", """{"kind":"product"}""", "#/discount/productIds", "REQUIRED")]
    [InlineData("discount",
        """{"kind":"amount","amount":{"amount":1,"currency":"GBP"},"cap":{"amount":1,"currency":"GBP"}}""",
        "#/discount/cap", "NOT_APPLICABLE")]
    [InlineData("validity", "{}", "#/validity/days", "PERIOD_MISSING")]
    [InlineData("validity", """{"until":"2011-01-01T00:00:00Z","from":"2011-01-01T00:00:00Z"}""", "#/validity/until",
        "DATES_EMPTY")]
    [InlineData("audience", """{"kind":"tiers"}""", "#/audience/tierIds", "NOT_APPLICABLE")]
    [InlineData("limits", """{"stock":0}""", "#/limits/stock", "OUT_OF_RANGE")]
    [InlineData("claimWindow", """{"from":"2011-01-02T00:00:00Z","until":"2011-01-01T00:00:00Z"}""",
        "#/claimWindow/until", "DATES_EMPTY")]
    [InlineData("returns", """{"onRefund":"always"}""", "#/returns/onRefund", "VALUE_UNKNOWN")]
    public async Task Terms_that_cannot_hold_are_refused_by_their_place(
        string property, string value, string pointer, string code)
    {
        var shop = await api.NewShop();
        var terms = CouponSteps.Terms((property, System.Text.Json.JsonDocument.Parse(value).RootElement));
        var refused = (await shop.Put("/v1/coupon-templates/t", terms)).Refused(422, "VALIDATION_FAILED");
        (refused.Pointer, refused.List("errors")[0].GetProperty("code").GetString()).ShouldBe((pointer, code));
    }
}
