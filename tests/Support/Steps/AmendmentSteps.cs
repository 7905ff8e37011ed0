using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Steps;

/// <summary>Steps of tests about orders that are changed after payment.</summary>
internal static class AmendmentSteps
{
    /// <summary>A line as an amendment leaves it; the product is p and the line's id.</summary>
    public static object Line(string lineId, decimal quantity, long unitPrice, string? productId = null) => new
    {
        lineId,
        productId = productId ?? $"p{lineId}",
        quantity,
        unitPrice = Pence(unitPrice),
    };

    /// <summary>Reports an amendment of lines.</summary>
    public static Task<Answer> Amend(
        this TestShop shop, string orderId, string amendmentId, DateTimeOffset amendedAt, params object[] lines) =>
        shop.Post($"/v1/orders/{orderId}/amendments", new { amendmentId, amendedAt, lines });

    /// <summary>How commissions changed, as <c>B 500</c>.</summary>
    public static string[] Changed(this Answer answer) => [.. answer.Must(201).List("commissions").Select(one =>
        $"{one.GetProperty("beneficiaryId").GetString()} "
        + $"{one.GetProperty("change").GetProperty("amount").GetInt64()}")];

    /// <summary>Everything that the API shows of an order and of those whom it concerns, for comparing.</summary>
    public static async Task<string[]> State(this TestShop shop, string orderId)
    {
        var order = (await shop.Get($"/v1/orders/{orderId}")).Must(200);
        var lines = order.List("lines").Select(line =>
            $"{line.GetProperty("lineId").GetString()} {line.GetProperty("quantity").GetDecimal()} "
            + $"{line.GetProperty("due").GetProperty("amount").GetInt64()} "
            + $"{line.GetProperty("value").GetProperty("amount").GetInt64()} "
            + $"{line.GetProperty("refunded").GetProperty("amount").GetInt64()}");
        var partner = await shop.Partner("B");
        return
        [
            .. lines.Order(StringComparer.Ordinal),
            $"{order.Minor("due")} {order.Minor("value")} {order.Minor("left")} {order.Minor("refundedGoods")}",
            .. await shop.Explained(orderId),
            $"{partner.Minor("net")} {partner.Tier()}",
            (await shop.Get("/v1/members/C")).Must(200).Number("points").ToString(),
        ];
    }
}
