using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Products;
using SocialCommerce.Membership.Quotes;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Quotes;

/// <summary>What a cart costs the carried customer, with what the shop knows of its products.</summary>
internal sealed class QuoteMaking
{
    private readonly QuoteInputs _inputs;
    private readonly PendingRows<ProductFacts> _products;
    private readonly QuoteContent _cart;

    /// <summary>Adds the reads.</summary>
    public QuoteMaking(SqlBatch batch, long shopId, QuoteContent cart)
    {
        _cart = cart;
        _inputs = new QuoteInputs(batch, shopId);
        _products = batch.Ladder.Products(shopId, [.. cart.Lines.Select(line => line.ProductId).Distinct()]);
    }

    /// <summary>The quote at a time.</summary>
    public Quote At(FlowContext context, MemberCatalogue catalogue, DateTimeOffset now)
    {
        var products = _products.List.ToDictionary(product => product.ProductId);
        return _inputs.Price(context.Shop, catalogue, _cart, [.. _cart.Lines.Select(Line)], now);

        PaidLine Line(QuoteLine line)
        {
            var facts = products.GetValueOrDefault(line.ProductId);
            return new PaidLine(
                line.ProductId, Quantity.Whole(line.Quantity), 0, facts?.Class, facts?.RungAt(now));
        }
    }
}
