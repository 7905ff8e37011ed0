using SocialCommerce.Flows.Members;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Products;
using SocialCommerce.Membership.Earning;
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
    private readonly Shop _shop;
    private readonly MemberCatalogue _catalogue;
    private readonly DateTimeOffset _now;
    private readonly EarningReads? _earning;

    /// <summary>Adds the reads.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="catalogue">Its tiers and rates.</param>
    /// <param name="cart">The cart.</param>
    /// <param name="now">The shop's time, at which it is priced.</param>
    public QuoteMaking(SqlBatch batch, Shop shop, MemberCatalogue catalogue, QuoteContent cart, DateTimeOffset now)
    {
        (_shop, _catalogue, _cart, _now) = (shop, catalogue, cart, now);
        _inputs = new QuoteInputs(batch, shop.Id);
        _products = batch.Ladder.Products(shop.Id, [.. cart.Lines.Select(line => line.ProductId).Distinct()]);
        _earning = EarningBasis.IsAsked(catalogue, now, now) ? new EarningReads(batch, shop, now) : null;
    }

    /// <summary>The quote.</summary>
    public Quote ToQuote()
    {
        var products = _products.List.ToDictionary(product => product.ProductId);
        return _inputs.Price(
            _shop, _catalogue, _cart, [.. _cart.Lines.Select(Line)], _now,
            member => _earning?.After(member, _catalogue, _now));

        PaidLine Line(QuoteLine line)
        {
            var facts = products.GetValueOrDefault(line.ProductId);
            return new PaidLine(
                line.ProductId, Quantity.Whole(line.Quantity), 0, facts?.Class, facts?.RungAt(_now));
        }
    }
}
