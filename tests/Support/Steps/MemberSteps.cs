using Shouldly;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Steps;

/// <summary>Steps of the tests on membership: customer C, and a card that gives the tier gold for a year.</summary>
internal static class MemberSteps
{
    /// <summary>No privileges.</summary>
    public static object[] No => [];

    /// <summary>A sandbox whose clock stands.</summary>
    public static async Task<TestShop> NewMemberShop(this TestApi api, DateTimeOffset now)
    {
        var shop = await api.NewShop("manual", now: now);
        (await shop.Put("/v1/member-tiers/gold", new
        {
            name = "Gold",
            rank = 2,
            privileges = No,
            memberProducts = new[] { "card" },
            validityDays = 365,
        })).Must(200);
        return shop;
    }

    /// <summary>A tier without a period that growth reaches.</summary>
    public static async Task SteadyTier(this TestShop shop, int rank, long growthFrom) =>
        (await shop.Put("/v1/member-tiers/steady", new { name = "s", rank, privileges = No, growthFrom })).Must(200);

    /// <summary>C buys cards for 99.00 each.</summary>
    public static async Task<Answer> Card(
        this TestShop shop, string orderId, DateTimeOffset paidAt, int quantity = 1) =>
        (await shop.Post("/v1/orders", new
        {
            orderId,
            customerId = "C",
            paidAt,
            lines = new[] { new { lineId = "1", productId = "card", quantity, unitPrice = Pence(9_900) } },
        })).Must(201);

    /// <summary>A person gives a tier.</summary>
    public static Task<Answer> Invite(
        this TestShop person, string invitationId, object content, string customerId = "C")
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(content)!.AsObject();
        body["invitationId"] = invitationId;
        return person.Post($"/v1/members/{customerId}/tier-invitations", body);
    }

    /// <summary>C buys something else.</summary>
    public static async Task<Answer> Buy(this TestShop shop, string orderId, DateTimeOffset paidAt, long amount) =>
        (await shop.Order(orderId, "C", paidAt, amount)).Must(201);

    /// <summary>C's journey.</summary>
    public static async Task<Answer> Journey(this TestShop shop) =>
        (await shop.Get("/v1/customers/C/journey")).Must(200);

    /// <summary>C's tier and its end, as <c>gold 2027-05-01…</c>, or null.</summary>
    public static async Task<string?> MemberTier(this TestShop shop)
    {
        var member = (await shop.Get("/v1/members/C/privileges")).Must(200);
        return member.Json.TryGetProperty("tier", out var tier)
            ? $"{tier.GetProperty("tierId").GetString()} "
                + (tier.TryGetProperty("validUntil", out var until) ? $"{until.GetDateTimeOffset():O}" : "")
            : null;
    }

    /// <summary>Everything agrees.</summary>
    public static async Task Sound(this TestShop shop) =>
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
}
