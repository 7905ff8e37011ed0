using System.Text.Json;
using System.Text.Json.Nodes;
using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Flows.Orders;

/// <summary>What an order is by now, after its amendments and refunds.</summary>
/// <param name="Due">What the buyer owes for the goods, before refunds.</param>
/// <param name="RefundedGoods">Goods refunded in the buyer's money.</param>
/// <param name="Value">What points, growth and spend count of the goods, before refunds.</param>
/// <param name="Refunded">What refunds take of the value.</param>
/// <param name="Left">What is left of the value.</param>
/// <param name="Amendments">How often the order was changed after payment.</param>
internal sealed record OrderNow(
    Money Due, Money RefundedGoods, Money Value, Money Refunded, Money Left, int Amendments)
{
    /// <summary>The first answer to an order with what the order is by now beside it.</summary>
    internal static string Beside(string answer, Shop shop, OrderContents.OrderHeader order)
    {
        var now = new OrderNow(
            shop.Money(order.DueMinor), shop.Money(order.RefundedDueMinor), shop.Money(order.ValueMinor),
            shop.Money(order.RefundedMinor), shop.Money(order.ValueMinor - order.RefundedMinor), order.Revision);
        var both = JsonNode.Parse(answer)!;
        both["now"] = JsonSerializer.SerializeToNode(now, Json.Options);
        return both.ToJsonString(Json.Options);
    }
}
