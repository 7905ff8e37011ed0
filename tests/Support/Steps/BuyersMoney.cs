using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Steps;

/// <summary>Orders of C with discounts, fees and tenders, and their refunds, written short.</summary>
internal static class BuyersMoney
{
    /// <summary>Reports an order of C that was paid and received on the second.</summary>
    public static Task<Answer> Order(
        TestShop shop, string orderId, object[] lines, object[]? tenders = null,
        params (string Name, object Value)[] more)
    {
        var order = new Dictionary<string, object>
        {
            ["orderId"] = orderId,
            ["customerId"] = "C",
            ["paidAt"] = Day(2),
            ["completedAt"] = Day(2),
            ["lines"] = lines,
        };
        if (tenders is not null) order["tenders"] = tenders;
        foreach (var (name, value) in more) order[name] = value;
        return shop.Post("/v1/orders", order);
    }

    /// <summary>Reports a refund of rows and whatever else it has.</summary>
    public static Task<Answer> Refund(
        TestShop shop, string orderId, string refundId, object[] rows, params (string Name, object Value)[] more)
    {
        var refund = new Dictionary<string, object> { ["refundId"] = refundId, ["refundedAt"] = Day(3) };
        if (rows.Length > 0) refund["lines"] = rows;
        foreach (var (name, value) in more) refund[name] = value;
        return shop.Post($"/v1/orders/{orderId}/refunds", refund);
    }

    /// <summary>A line by its unit price.</summary>
    public static object Line(string lineId, decimal quantity, long price, params (long Amount, string By)[] off) => new
    {
        lineId,
        productId = $"p{lineId}",
        quantity,
        unitPrice = Pence(price),
        discounts = off.Select(one => Off(one.Amount, one.By)).ToArray(),
    };

    /// <summary>A line by its total.</summary>
    public static object Whole(string lineId, decimal quantity, long total) =>
        new { lineId, productId = $"p{lineId}", quantity, total = Pence(total) };

    /// <summary>A discount.</summary>
    public static object Off(long amount, string fundedBy) => new { amount = Pence(amount), fundedBy };

    /// <summary>A row of a refund.</summary>
    public static object Row(string lineId, decimal? quantity, long? amount = null) =>
        new { lineId, quantity, amount = amount is { } minor ? Pence(minor) : null };
}
