using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.Privileges;

/// <summary>Privileges as data: what their types ask for, the days of a member and the day of a birthday.</summary>
public sealed class PutMemberBirthdayTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_gift_is_there_around_the_birthday_and_not_before_it_is_known()
    {
        var shop = await api.NewMemberShop(Day(7));
        (await shop.Tier("""
            [{"code": "cake", "kind": "service", "name": "Cake",
              "grant": {"type": "birthdayGift", "productIds": ["cake"], "daysBefore": 2}}]
            """)).Must(200);
        await shop.Card("o1", Day(1));
        (await Reason(shop)).ShouldBe("birthdayUnknown");
        (await shop.Birthday(12, 24)).Must(200);
        (await Reason(shop)).ShouldBe("birthday 2010-12-22");
        (await shop.Birthday(12, 9)).Must(200).Number("day").ShouldBe(9);
        (await Reason(shop)).ShouldBeNull();
        (await shop.Post("/v1/members/C/privilege-uses", new { useId = "u", code = "cake", usedAt = Day(7) }))
            .Must(201).Json.TryGetProperty("breach", out _).ShouldBeFalse();
        await Task.WhenAll(Enumerable.Range(1, 8).Select(async month =>
            (await shop.Birthday(month, 1)).Must(200)));
        (await shop.Get("/v1/privilege-breaches")).Must(200).List("data").ShouldHaveSingleItem()
            .GetProperty("breach").GetString().ShouldBe("notThatDay", "judged by the birthday as it is told now");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2, 30, "#/day")]
    [InlineData(13, 1, "#/month")]
    [InlineData(1, 0, "#/day")]
    public async Task A_day_that_does_not_exist_is_refused(int month, int day, string pointer)
    {
        var shop = await api.NewMemberShop(Day(7));
        (await shop.Birthday(month, 1)).Status.ShouldBe(month > 12 ? 422 : 404);
        await shop.Customers("C");
        (await shop.Birthday(month, day)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe(pointer);
        (await shop.Birthday(2, 29)).Must(200);
        (await shop.Put("/v1/members/nobody/birthday", new { month = 1, day = 1 })).Refused(404, "CUSTOMER_NOT_FOUND");
    }

    [Theory]
    [InlineData("""{"type": "percentage"}""", "percentBps", "REQUIRED")]
    [InlineData("""{"type": "percentage", "percentBps": 10001}""", "percentBps", null)]
    [InlineData("""{"type": "percentage", "percentBps": 5, "hours": 1}""", "hours", "NOT_APPLICABLE")]
    [InlineData("""{"type": "fixedPrice", "productIds": ["p"]}""", "price", "REQUIRED")]
    [InlineData("""{"type": "priceList", "prices": [{"productId": "p", "price": {"amount": 1, "currency": "EUR"}}]}""",
        "prices/0/price", "CURRENCY_MISMATCH")]
    [InlineData("""{"type": "earlyAccess", "productIds": [], "hours": 1}""", "productIds", "LIST_COUNT")]
    [InlineData("""{"type": "memberDay", "percentBps": 5}""", "weekdays", "REQUIRED")]
    [InlineData("""{"type": "memberDay", "percentBps": 5, "weekdays": [8]}""", "weekdays", null)]
    [InlineData("""{"type": "gift"}""", "type", "VALUE_UNKNOWN")]
    [InlineData("""{"type": "serviceLevel", "level": " "}""", "level", "TEXT_INVALID")]
    public async Task A_privilege_has_what_its_type_needs_and_nothing_else(string grant, string pointer, string? code)
    {
        var shop = await api.NewMemberShop(Day(7));
        var refused = (await shop.Tier($$"""[{"code": "a", "kind": "price", "name": "A", "grant": {{grant}}}]"""))
            .Refused(422, "VALIDATION_FAILED");
        refused.Pointer.ShouldBe($"#/privileges/0/grant/{pointer}");
        if (code is not null) refused.Body.ShouldContain($"\"{code}\"");
    }

    [Fact]
    public async Task Every_type_is_kept_as_it_was_told_and_the_same_tier_again_changes_nothing()
    {
        var shop = await api.NewMemberShop(Day(7));
        const string Privileges = """
            [{"code": "a", "kind": "price", "name": "A", "grant": {"type": "percentage", "percentBps": 500}},
             {"code": "b", "kind": "price", "name": "A", "grant": {"type": "fixedPrice", "price": {"amount": 5,
              "currency": "GBP"}, "productIds": ["p"]}, "limits": {"perDay": 1, "perMonth": 2, "perPeriod": 3}},
             {"code": "c", "kind": "price", "name": "A", "grant": {"type": "priceList",
              "prices": [{"productId": "p", "price": {"amount": 5, "currency": "GBP"}}]}},
             {"code": "e", "kind": "service", "name": "A", "grant": {"type": "serviceLevel",
              "level": "own consultant"}},
             {"code": "f", "kind": "identity", "name": "A", "grant": {"type": "exclusiveProduct", "productIds": ["p"]}},
             {"code": "g", "kind": "service", "name": "A", "grant": {"type": "earlyAccess", "productIds": ["p"],
              "hours": 24}},
             {"code": "h", "kind": "consumption", "name": "A", "grant": {"type": "couponPack", "templateIds": ["t"]}},
             {"code": "i", "kind": "price", "name": "A", "grant": {"type": "memberDay", "percentBps": 900,
              "weekdays": [1], "daysOfMonth": [8, 18, 28], "cap": {"amount": 900, "currency": "GBP"}}}]
            """;
        var put = (await shop.Tier(Privileges)).Must(200);
        (await shop.Tier(Privileges)).Must(200).Body.ShouldBe(put.Body);
        JsonNode.DeepEquals(JsonNode.Parse(put.Json.GetProperty("privileges").GetRawText()), JsonNode.Parse(Privileges))
            .ShouldBeTrue(put.Body);
        (await shop.Tier(Privileges.Replace("900", "800", StringComparison.Ordinal))).Must(200)
            .Headers["ETag"].ShouldNotBe(put.Headers["ETag"]);
    }

    private static async Task<string?> Reason(TestShop shop)
    {
        var unavailable = (await shop.Get("/v1/members/C/privileges")).Must(200).List("unavailable");
        if (unavailable.Length == 0) return null;
        var reason = unavailable[0].GetProperty("reasons")[0];
        return reason.TryGetProperty("from", out var from)
            ? $"{reason.GetProperty("code").GetString()} {from.GetDateTimeOffset():yyyy-MM-dd}"
            : reason.GetProperty("code").GetString();
    }
}

/// <summary>The tier and the birthday of these tests.</summary>
internal static class BirthdaySteps
{
    public static Task<Answer> Birthday(this TestShop shop, int month, int day) =>
        shop.Put("/v1/members/C/birthday", new { month, day });

    public static Task<Answer> Tier(this TestShop shop, string privileges) => shop.Put("/v1/member-tiers/gold", new
    {
        name = "Gold",
        rank = 2,
        memberProducts = new[] { "card" },
        validityDays = 365,
        privileges = JsonNode.Parse(privileges),
    });
}
