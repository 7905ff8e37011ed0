using Shouldly;
using SocialCommerce.Flows.Joining;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Steps;

/// <summary>Steps of tests on becoming a member, under a ceremony that requires the steps a and b.</summary>
internal static class JoiningSteps
{
    /// <summary>The ceremony: a within a day, b within three, and c as the staff likes.</summary>
    public static object[] Ceremony =>
    [
        new { key = "a", text = "First", dueDays = 1 }, new { key = "b", text = "Second", dueDays = 3 },
        new { key = "c", text = "Third", required = false },
    ];

    /// <summary>A sandbox whose clock stands at day 20, with an entry rule since day 1 and customers C and D.</summary>
    public static async Task<TestShop> NewJoiningShop(
        this TestApi api, string trade = "onlineShop", string[]? productIds = null)
    {
        var shop = await api.NewShop("manual", now: Day(1, 0));
        await shop.Customers("C", "D");
        (await shop.Put("/v1/joining-settings", new
        {
            entry = new { trade, productIds },
            ceremony = Ceremony,
            numbers = new { prefix = "M", tiers = new[] { new { tierId = "gold", prefix = "VIP" } } },
        })).Must(200);
        await shop.SetClock(Day(20));
        return shop;
    }

    /// <summary>Starts an instance on which memberships follow orders and the clock at once.</summary>
    public static async Task FollowMemberships(this TestApi api)
    {
        api.Settings.Add($"--{JoiningSchedule.Setting}=20");
        await api.Instance();
    }

    /// <summary>Waits until so many events of a type are recorded.</summary>
    public static async Task Until(this TestApi api, TestShop shop, string type, int announced)
    {
        for (var tries = 0; tries < 1_000; tries++, await Task.Delay(20))
            if (await api.Events(shop, type) >= announced) break;
        (await api.Events(shop, type)).ShouldBe(announced, type);
    }

    /// <summary>Waits until no membership of the shop is to be looked at.</summary>
    public static async Task Followed(this TestApi api, TestShop shop)
    {
        const string Due = """
            select count(*) from memberships m join shops s using (shop_id) where m.look_at <= s.clock_at
            """;
        for (var tries = 0; tries < 1_000; tries++, await Task.Delay(20))
            if (await api.Count($"{Due} and s.shop_id = {shop.ShopKey}") == 0) return;
        throw new TimeoutException("The memberships were not followed.");
    }

    /// <summary>Reports a contact.</summary>
    public static Task<Answer> Contact(
        this TestShop shop, DateTimeOffset addedAt, string customerId = "C", string? contactId = null,
        string channel = "wechat") =>
        shop.Post($"/v1/members/{customerId}/contacts", new
        {
            contactId = contactId ?? $"contact-{customerId}",
            channel,
            addedAt,
        });

    /// <summary>Reports a step.</summary>
    public static Task<Answer> Step(
        this TestShop shop, string stepKey, DateTimeOffset doneAt, string customerId = "C", string? recordId = null,
        string doneBy = "li") =>
        shop.Post($"/v1/members/{customerId}/ceremony-steps", new
        {
            recordId = recordId ?? $"{customerId}-{stepKey}",
            stepKey,
            doneAt,
            doneBy,
        });

    /// <summary>Makes a customer a member: an order on day 1, the contact on day 2, steps on days 3 and 4.</summary>
    public static async Task Join(this TestShop shop, string customerId = "C")
    {
        (await shop.Order($"order-{customerId}", customerId, Day(1), 1_000)).Must(201);
        (await shop.Contact(Day(2), customerId)).Must(201);
        (await shop.Step("a", Day(3), customerId)).Must(201);
        (await shop.Step("b", Day(4), customerId)).Must(201);
    }

    /// <summary>A membership as the API derives it.</summary>
    public static async Task<Answer> Membership(this TestShop shop, string customerId = "C") =>
        (await shop.Get($"/v1/members/{customerId}/membership")).Must(200);

    /// <summary>State, cause, and since when, as <c>active ceremony 4</c>; the number is the day.</summary>
    public static async Task<string> Joined(this TestShop shop, string customerId = "C")
    {
        var answer = await shop.Membership(customerId);
        var since = answer.Json.TryGetProperty("since", out var at)
            ? $" {(at.GetDateTimeOffset() - Day(0)).TotalDays:0.##}" : "";
        return $"{answer.Text("state")} {answer.Text("cause")}{since}";
    }

    /// <summary>The customers in a list of memberships.</summary>
    public static async Task<string[]> Memberships(this TestShop shop, string query) =>
    [
        .. (await shop.Get($"/v1/memberships?{query}")).Must(200).List("data")
            .Select(one => one.GetProperty("customerId").GetString()!),
    ];
}
