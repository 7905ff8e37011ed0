namespace SocialCommerce.TestSupport.Steps;

/// <summary>Steps of tests about points: a point for each minor unit.</summary>
internal static class PointSteps
{
    /// <summary>Sets when points begin and end; an order earns a point and no growth for each minor unit.</summary>
    public static async Task PointTerms(this TestShop shop, object? points = null) =>
        (await shop.Put("/v1/membership-settings", new { pointsPerUnitBps = 10_000, growthPerUnitBps = 0, points }))
            .Must(200);

    /// <summary>A customer earns points with an order.</summary>
    public static async Task Earn(
        this TestShop shop, string customerId, string orderId, DateTimeOffset paidAt, long points) =>
        (await shop.Order(orderId, customerId, paidAt, points)).Must(201);

    /// <summary>Spends points.</summary>
    public static Task<Answer> Spend(this TestShop shop, string customerId, string spendId, long points) =>
        shop.Post($"/v1/members/{customerId}/points/spends", new { spendId, points, reason = "why" });

    /// <summary>Cancels a spend; without points what is left of it.</summary>
    public static Task<Answer> CancelSpend(
        this TestShop shop, string spendId, string cancellationId, long? points = null) =>
        shop.Post($"/v1/point-spends/{spendId}/cancellations", new { cancellationId, points, reason = "why" });

    /// <summary>Gives points to another customer.</summary>
    public static Task<Answer> Give(
        this TestShop shop, string customerId, string giftId, string toCustomerId, long points) =>
        shop.Post($"/v1/members/{customerId}/points/gifts", new { giftId, toCustomerId, points });

    /// <summary>Reports that a refund was cancelled.</summary>
    public static Task<Answer> Undo(
        this TestShop shop, string orderId, string refundId, DateTimeOffset cancelledAt) =>
        shop.Post($"/v1/orders/{orderId}/refunds/{refundId}/cancellation", new { cancelledAt, reason = "why" });

    /// <summary>Active and pending points, and the debt.</summary>
    public static async Task<(long Active, long Pending, long Debt)> PointsOf(this TestShop shop, string customerId)
    {
        var balance = (await shop.Get($"/v1/members/{customerId}/points/balance")).Must(200);
        return (balance.Number("active"), balance.Number("pending"), balance.Number("debt"));
    }

    /// <summary>The points of each lot of which anything is left, with what is left.</summary>
    public static async Task<IReadOnlyList<(long Points, long Left)>> LotsOf(this TestShop shop, string customerId) =>
    [
        .. (await shop.Get($"/v1/members/{customerId}/points/lots")).Must(200).List("data").Select(lot => (
            lot.GetProperty("points").GetInt64(), lot.GetProperty("left").GetInt64())),
    ];
}
