using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Steps;

/// <summary>Steps of tests about stored value.</summary>
internal static class StoredValueSteps
{
    /// <summary>Sets the rules: a limit of 5,000.00, and 500.00 with a bonus of 50.00.</summary>
    public static async Task ValueSettings(this TestShop shop, params (string Name, object Value)[] changes)
    {
        var settings = new Dictionary<string, object>
        {
            ["maxPrincipalMinor"] = 500_000,
            ["offers"] = new[] { new { offerId = "offer", principalMinor = 50_000, bonusMinor = 5_000 } },
        };
        foreach (var (name, value) in changes) settings[name] = value;
        (await shop.Put("/v1/stored-value-settings", settings)).Must(200);
    }

    /// <summary>Tops a customer up.</summary>
    public static Task<Answer> TopUp(
        this TestShop shop, string customerId, string topUpId, DateTimeOffset paidAt, long principal,
        string? offerId = null) =>
        shop.Post($"/v1/customers/{customerId}/stored-value/top-ups", new
        {
            topUpId,
            paidAt,
            principal = Pence(principal),
            offerId,
        });

    /// <summary>Reserves value for an order.</summary>
    public static Task<Answer> Reserve(this TestShop shop, string customerId, string reservationId, long amount) =>
        shop.Post("/v1/stored-value-reservations", new
        {
            reservationId,
            customerId,
            orderId = $"order-{reservationId}",
            amount = Pence(amount),
        });

    /// <summary>Ends a reservation by <c>commit</c> or <c>release</c>.</summary>
    public static Task<Answer> EndReservation(this TestShop shop, string reservationId, string how) =>
        shop.Post($"/v1/stored-value-reservations/{reservationId}/{how}", new { });

    /// <summary>Refunds principal.</summary>
    public static Task<Answer> RefundValue(
        this TestShop shop, string customerId, string refundId, long? amount = null) =>
        shop.Post($"/v1/customers/{customerId}/stored-value/refunds", new
        {
            refundId,
            reason = "why",
            amount = amount is { } minor ? Pence(minor) : null,
        });

    /// <summary>Principal, bonus, and what is available of both.</summary>
    public static async Task<(long Principal, long Bonus, long Available)> Value(
        this TestShop shop, string customerId)
    {
        var value = (await shop.Get($"/v1/customers/{customerId}/stored-value")).Must(200);
        return (value.Minor("principal"), value.Minor("bonus"), value.Minor("available"));
    }
}
