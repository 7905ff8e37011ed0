using System.Globalization;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Membership.Quotes;

namespace SocialCommerce.Flows.Quotes;

/// <summary>Where an order differs from the quote that it was committed with. Pure.</summary>
internal static class QuoteComparison
{
    /// <summary>The differences; empty where the order is what was quoted.</summary>
    public static List<QuoteDifference> Of(Quote quote, QuoteContent cart, OrderContent order)
    {
        var differences = new List<QuoteDifference>();
        if (order.BuyerId != quote.CustomerId)
            differences.Add(new QuoteDifference("customer", null, quote.CustomerId, order.BuyerId));
        var dues = LineValues.Dues(order);
        var ordered = order.Lines.Select((line, i) => (line, due: dues[i])).ToDictionary(one => one.line.LineId);
        for (var i = 0; i < quote.Lines.Count; i++)
        {
            var quoted = quote.Lines[i];
            if (!ordered.Remove(quoted.LineId, out var one))
            {
                differences.Add(new QuoteDifference("missing", quoted.LineId, Text(quoted.Amount.Amount)));
                continue;
            }
            Compare("product", quoted.LineId, quoted.ProductId, one.line.ProductId);
            Compare("quantity", quoted.LineId, Text(cart.Lines[i].Quantity), Text(one.line.Quantity));
            Compare("amount", quoted.LineId, Text(quoted.Amount.Amount), Text(one.due));
        }
        differences.AddRange(ordered.Values.Select(one =>
            new QuoteDifference("added", one.line.LineId, null, Text(one.due))));
        Compare("shipping", null, Text(quote.Shipping?.Amount.Amount ?? 0), Text(order.Shipping?.Amount ?? 0));
        return differences;

        void Compare(string what, string? line, string quoted, string ordered)
        {
            if (quoted != ordered) differences.Add(new QuoteDifference(what, line, quoted, ordered));
        }
    }

    private static string Text(decimal number) => Quantity.Plain(number).ToString(CultureInfo.InvariantCulture);
}
