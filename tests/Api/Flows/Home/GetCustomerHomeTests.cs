using System.Text.Json;
using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Home;

/// <summary>One call shows all that a customer has, as each of its lists shows it.</summary>
public sealed class GetCustomerHomeTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_home_shows_what_the_lists_of_a_customer_show_and_what_is_to_be_done()
    {
        var shop = await (await api.NewShop("manual", now: Day(7))).WithSpendPlan(("minimumPayout", 5_000));
        (await shop.Put("/v1/member-tiers/gold", new
        {
            name = "Gold",
            rank = 1,
            memberProducts = new[] { "card" },
            validityDays = 20,
            privileges = new[] { new { code = "price", kind = "price", name = "Price" } },
        })).Must(200);
        (await shop.Put("/v1/membership-settings", new
        {
            pointsPerUnitBps = 100,
            growthPerUnitBps = 100,
            points = new { pendingDays = 10, validityDays = 20 },
        })).Must(200);
        (await shop.Post("/v1/referrals", new { customerId = "C", referrerId = "Ada" })).Must(201);
        var code = (await shop.Post("/v1/invite-codes", new { customerId = "C" })).Must(201).Text("inviteCode");
        await shop.Card("o1", Day(2));
        (await shop.Post("/v1/referrals", new { customerId = "D", referrerId = "C" })).Must(201);
        (await shop.Order("o2", "D", Day(3), 20_000)).Must(201);
        await shop.Template("t", ("validity", new { days = 9 }));
        (await shop.Claim("C", "t")).Must(201);
        await shop.ValueSettings();
        (await shop.TopUp("C", "v1", Day(2), 50_000, "offer")).Must(201);

        var home = (await Home(shop, "C")).Must(200);
        home.Json.GetProperty("isKnown").GetBoolean().ShouldBeTrue();
        var member = home.Json.GetProperty("member");
        Text(member, "tier", "tierId").ShouldBe("gold");
        Text(member, "tier", "atEnd").ShouldBe("none");
        member.GetProperty("privileges").GetArrayLength().ShouldBe(1);
        member.GetProperty("points").GetProperty("pending").GetInt64()
            .ShouldBe((await shop.Get("/v1/members/C/points/balance")).Must(200).Number("pending"));
        member.GetProperty("coupons").GetProperty("usable").GetInt64().ShouldBe(1);
        member.GetProperty("storedValue").GetProperty("amount").GetInt64().ShouldBe(55_000);
        var referral = home.Json.GetProperty("referral");
        (referral.GetProperty("inviteCode").GetString(), referral.GetProperty("referrerId").GetString(),
            referral.GetProperty("directReferrals").GetInt64()).ShouldBe((code, "Ada", 1));
        var partner = await shop.Partner("C");
        home.Json.GetProperty("commission").GetProperty("pending").GetProperty("amount").GetInt64()
            .ShouldBe(partner.Minor("pending"));
        Actions(home).ShouldBe(["couponExpiring 2010-12-16", "tierEnding 2010-12-22"]);
        (await Home(shop, "C", "?withinDays=10")).Must(200).List("actions").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Matured_commission_below_the_minimum_is_carried_and_a_debt_is_owed()
    {
        var shop = await (await api.NewShop("manual", now: Day(7))).WithSpendPlan(("minimumPayout", 5_000));
        (await shop.Order("own", "C", Day(1), 100_000)).Must(201);
        (await shop.Post("/v1/referrals", new { customerId = "D", referrerId = "C" })).Must(201);
        (await shop.Order("o2", "D", Day(7), 1_000)).Must(201);
        await shop.SetClock(Day(100));
        var partner = await shop.Partner("C");
        partner.Minor("available").ShouldBeGreaterThan(0);
        var home = (await Home(shop, "C")).Must(200).Json.GetProperty("commission");
        (Minor(home, "carried"), Minor(home, "available"), Minor(home, "owed"))
            .ShouldBe((partner.Minor("available"), 0, 0));
        (await shop.RefundPlain("o2", "r1", Day(100), 1_000)).Must(201);
        Minor((await Home(shop, "C")).Must(200).Json.GetProperty("commission"), "carried").ShouldBe(0);
    }

    [Fact]
    public async Task An_unknown_customer_has_an_empty_home_and_an_ended_membership_is_told_from_none()
    {
        var shop = await api.NewMemberShop(Day(7));
        var unknown = (await Home(shop, "stranger")).Must(200);
        unknown.Json.GetProperty("isKnown").GetBoolean().ShouldBeFalse();
        unknown.Json.GetProperty("member").TryGetProperty("tier", out _).ShouldBeFalse();
        unknown.List("actions").ShouldBeEmpty();
        (await shop.Get("/v1/customers/stranger")).Refused(404, "CUSTOMER_NOT_FOUND");
        await shop.Card("o1", Day(1));
        await shop.SetClock(Day(2).AddYears(1));
        var ended = (await Home(shop, "C")).Must(200);
        ended.Json.GetProperty("member").GetProperty("hadTier").GetBoolean().ShouldBeTrue();
        Actions(ended).ShouldBe(["renewMembership "]);
        (await Home(shop, "C", "?withinDays=0")).Refused(422, "VALIDATION_FAILED");
    }

    [Fact]
    public async Task The_tag_stays_while_nothing_changes_and_changes_with_time_alone()
    {
        var shop = await api.NewMemberShop(Day(7));
        await shop.Card("o1", Day(1));
        var tag = (await Home(shop, "C")).Must(200).Headers["ETag"];
        (await shop.Get("/v1/customers/C/home", ("If-None-Match", tag))).Must(304);
        await shop.SetClock(Day(1).AddDays(340));
        var later = (await shop.Get("/v1/customers/C/home", ("If-None-Match", tag))).Must(200);
        Actions(later).ShouldBe(["tierEnding 2011-12-01"]);
        (await shop.Buy("o2", Day(1).AddDays(340), 100)).Must(201);
        (await shop.Get("/v1/customers/C/home", ("If-None-Match", later.Headers["ETag"]))).Must(200);
    }

    private static Task<Answer> Home(TestShop shop, string customerId, string query = "") =>
        shop.Get($"/v1/customers/{customerId}/home{query}");

    private static string? Text(JsonElement of, string part, string name) =>
        of.GetProperty(part).GetProperty(name).GetString();

    private static long Minor(JsonElement of, string name) => of.GetProperty(name).GetProperty("amount").GetInt64();

    private static string[] Actions(Answer home) =>
    [
        .. home.List("actions").Select(action => $"{action.GetProperty("code").GetString()} "
            + (action.TryGetProperty("until", out var until) ? $"{until.GetDateTimeOffset():yyyy-MM-dd}" : "")),
    ];
}
