using System.Text.Json;

namespace SocialCommerce.TestSupport.Steps;

/// <summary>Steps of tests about rules of points: a point and one of growth for each minor unit.</summary>
internal static class PointRuleSteps
{
    /// <summary>Sets the terms of points, as JSON.</summary>
    public static Task<Answer> PointRules(this TestShop shop, string points) =>
        shop.Put("/v1/membership-settings", new
        {
            pointsPerUnitBps = 10_000,
            growthPerUnitBps = 10_000,
            points = JsonDocument.Parse(points).RootElement,
        });

    /// <summary>A tier without end that growth reaches, whose members earn more points.</summary>
    public static async Task MultiplyingTier(
        this TestShop shop, string tierId, int rank, long growthFrom, int multiplierBps) =>
        (await shop.Put($"/v1/member-tiers/{tierId}", new
        {
            name = tierId,
            rank,
            growthFrom,
            privileges = new[]
            {
                new
                {
                    code = "points",
                    kind = "consumption",
                    name = "More points",
                    grant = new { type = "pointsMultiplier", multiplierBps },
                },
            },
        })).Must(200);

    /// <summary>C buys for so much; answers with the points.</summary>
    public static async Task<long> Points(
        this TestShop shop, string orderId, DateTimeOffset paidAt, params long[] lines) =>
        (await shop.Order(orderId, "C", paidAt, lines)).Must(201).Number("points");

    /// <summary>The sum of C's entries of an order.</summary>
    public static async Task<long> Stands(this TestShop shop, string orderId) =>
        (await shop.Entries(orderId)).Sum(entry => entry.GetProperty("points").GetInt64());

    /// <summary>C's entries of an order, newest first.</summary>
    public static async Task<List<JsonElement>> Entries(this TestShop shop, string orderId)
    {
        var entries = new List<JsonElement>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await shop.Get($"/v1/members/C/points?limit=100{cursor}")).Must(200);
            entries.AddRange(page.List("data"));
            cursor = page.Json.GetProperty("nextCursor").GetString() is { } next ? $"&cursor={next}" : null;
        }
        return entries.FindAll(entry => entry.TryGetProperty("orderId", out var id) && id.GetString() == orderId);
    }
}
