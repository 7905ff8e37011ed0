using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.BadgeAwards;

/// <summary>A person of the shop awards a badge, and takes it back.</summary>
public sealed class AwardBadgeTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task An_award_stands_for_its_days_and_is_announced_once()
    {
        var (shop, person) = await Shop();
        (await shop.Badge("b", validityDays: 2)).Must(200);
        var made = (await person.Award("b", "a1")).Must(201);
        (made.Text("name"), made.Text("givenBy"), made.Text("reason")).ShouldBe(("b!", "li", "r"));
        (made.Time("awardedAt"), made.Time("expiresAt")).ShouldBe((Day(1), Day(3)));
        (await person.Award("b", "a1")).Must(200).Body.ShouldBe(made.Body);
        (await api.Events(shop, "badge.awarded")).ShouldBe(1);
        (await Held(shop)).ShouldBe(["b"]);
        await shop.SetClock(Day(3));
        (await Held(shop)).ShouldBeEmpty("it has ended");
        (await shop.AwardsOf("b")).ShouldBe(["C"]);
        await shop.Sound();
    }

    [Fact]
    public async Task A_title_is_listed_apart_and_a_revoked_award_does_not_stand()
    {
        var (shop, person) = await Shop();
        (await shop.Badge("t", kind: "title")).Must(200);
        (await person.Award("t", "a1")).Must(201);
        (await person.Award("t", "a2", "D")).Must(201);
        (await Held(shop, "titles")).ShouldBe(["t"]);
        (await Held(shop)).ShouldBeEmpty();
        await shop.SetClock(Day(2));
        var revoked = (await person.Revoke("t", "a1")).Must(200);
        revoked.Json.GetProperty("revocation").GetProperty("revokedBy").GetString().ShouldBe("li");
        await shop.SetClock(Day(3));
        (await person.Revoke("t", "a1", "again")).Must(200).Body.ShouldBe(revoked.Body);
        (await person.Award("t", "a1")).Must(200).Body.ShouldBe(revoked.Body);
        (await Held(shop, "titles")).ShouldBeEmpty();
        (await api.Count($"""
            select count(*) from audit_log where shop_id = {shop.ShopKey} and kind = 'badgeAward'
            """)).ShouldBe(3);
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        var (shop, person) = await Shop();
        (await shop.Badge("b")).Must(200);
        (await shop.Badge("old", status: "retired")).Must(200);
        (await shop.Alone().Award("b", "a")).Refused(403, "PERSON_REQUIRED");
        var finance = await api.Operator(shop, "fin", Roles.Finance);
        (await finance.Award("b", "a")).Refused(403, "ROLE_MISSING");
        (await person.Award("none", "a")).Refused(404, "BADGE_NOT_FOUND");
        (await person.Award("old", "a")).Refused(409, "BADGE_RETIRED");
        (await person.Award("b", "a", "nobody")).Refused(422, "CUSTOMER_UNKNOWN").Pointer.ShouldBe("#/customerId");
        (await person.Award("b", "awd_1")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/awardId");
        (await person.Award("b", "a", reason: " ")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/reason");
        var guest = (await shop.Post("/v1/orders", new
        {
            orderId = "g",
            paidAt = Day(1),
            lines = new[] { new { lineId = "1", productId = "p", quantity = 1, unitPrice = Pence(100) } },
        })).Must(201).Text("guestId");
        (await person.Award("b", "a", guest)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/customerId");
        (await person.Revoke("b", "a")).Refused(404, "BADGE_AWARD_NOT_FOUND");
        (await person.Revoke("b", "awd_0000000000001")).Refused(404, "BADGE_AWARD_NOT_FOUND");
        (await person.Award("b", "a")).Must(201);
        (await person.Award("b", "a", "D")).Refused(409, "BADGE_AWARD_CONFLICT").Pointer.ShouldBe("#/customerId");
        (await person.Award("b", "a", reason: "s")).Refused(409, "BADGE_AWARD_CONFLICT").Pointer.ShouldBe("#/reason");
        (await person.Revoke("old", "a")).Refused(404, "BADGE_AWARD_NOT_FOUND");
        (await person.Revoke("b", "a", "")).Refused(422, "VALIDATION_FAILED");
        (await shop.Get("/v1/badges/none/awards")).Refused(404, "BADGE_NOT_FOUND");
        (await shop.Get("/v1/badges/b/awards?limit=0")).Refused(422, "LIMIT_OUT_OF_RANGE");
        (await shop.Get("/v1/badges/b/awards?cursor=x")).Refused(400, "CURSOR_UNREADABLE");
    }

    [Fact]
    public async Task Awards_and_revocations_at_once_leave_one_of_each()
    {
        var (shop, person) = await Shop();
        (await shop.Badge("b")).Must(200);
        var made = await Task.WhenAll(Enumerable.Range(0, 8).SelectMany(i => new[]
        {
            person.Award("b", "same"), person.Award("b", $"own{i}", i % 2 == 0 ? "C" : "D"),
        }));
        made.Count(answer => answer.Status == 201).ShouldBe(9);
        made.Count(answer => answer.Status == 200).ShouldBe(7);
        (await api.Events(shop, "badge.awarded")).ShouldBe(9);
        var revoked = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => person.Revoke("b", "same", $"r{i}")));
        revoked.Select(answer => answer.Must(200).Body).Distinct().Count().ShouldBe(1);
        var page = (await shop.Get("/v1/badges/b/awards?limit=5")).Must(200);
        var rest = (await shop.Get($"/v1/badges/b/awards?limit=5&cursor={page.Text("nextCursor")}")).Must(200);
        (page.List("data").Length + rest.List("data").Length).ShouldBe(9);
    }

    private static async Task<string[]> Held(TestShop shop, string kind = "badges") =>
        [.. (await shop.Get("/v1/customers/C/honours")).Must(200).List(kind)
            .Select(one => one.GetProperty("badgeId").GetString()!)];

    private async Task<(TestShop Shop, TestShop Person)> Shop()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers("C", "D");
        return (shop, await api.Operator(shop, "li", Roles.Operator));
    }
}
