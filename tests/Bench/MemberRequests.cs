using System.Text;

namespace SocialCommerce.Bench;

/// <summary>A request about any customer of a shop.</summary>
internal sealed class CustomerRequests : Template, IRequests
{
    /// <summary>Where the customer's number stands in the address.</summary>
    public const string Mark = "0000000";

    private readonly Random _random;
    private readonly int _customers;
    private readonly int _at;

    /// <param name="shop">Whose customers.</param>
    /// <param name="random">Which one.</param>
    /// <param name="what">Method and address, with <see cref="Mark"/>.</param>
    /// <param name="body">Always the same; null for none.</param>
    public CustomerRequests(BenchShop shop, Random random, string what, string? body = null)
        : base(Head(what, shop, body is null ? null : Encoding.ASCII.GetByteCount(body)) + body)
    {
        (_random, _customers) = (random, shop.Customers);
        _at = Find(Mark);
    }

    public ReadOnlySpan<byte> Next()
    {
        Write(_at, Mark.Length, BenchShop.FirstId + 1 + _random.Next(_customers));
        return Bytes;
    }
}

/// <summary>A quote of three lines for any customer.</summary>
internal sealed class QuoteRequests : Template, IRequests
{
    private const string Quote = "000000000000000000";
    private const string Customer = "1111111";
    private const int Price = 1_000;
    private readonly Random _random;
    private readonly int _customers;
    private readonly int _quote;
    private readonly int _customer;
    private readonly (int Product, int Price)[] _lines;

    public QuoteRequests(BenchShop shop, Random random) : base(Text(shop))
    {
        (_random, _customers) = (random, shop.Customers);
        (_quote, _customer) = (Find(Quote), Find(Customer));
        _lines = [.. Enumerable.Range(1, 3).Select(i => (
            Find($"\"p{i}22") + 2, Find($"\"amount\":{i}333") + 9))];
    }

    public ReadOnlySpan<byte> Next()
    {
        Write(_quote, Quote.Length, _random.NextInt64(100_000_000_000_000_000, 1_000_000_000_000_000_000));
        Write(_customer, Customer.Length, BenchShop.FirstId + 1 + _random.Next(_customers));
        for (var i = 0; i < _lines.Length; i++)
        {
            Write(_lines[i].Product, 3, 100 + (33 * i) + _random.Next(33));
            Write(_lines[i].Price, 4, _random.Next(Price, 10 * Price));
        }
        return Bytes;
    }

    private static string Text(BenchShop shop)
    {
        var lines = Enumerable.Range(1, 3).Select(i => FormattableString.Invariant($$$"""
            {"lineId":"{{{i}}}","productId":"p{{{i}}}22","quantity":{{{i}}},
             "unitPrice":{"amount":{{{i}}}333,"currency":"CNY"}}
            """));
        var body = $$"""
            {"quoteId":"q{{Quote}}","customerId":"c{{Customer}}","lines":[{{string.Join(",", lines)}}]}
            """;
        return Head("POST /v1/quotes", shop, Encoding.ASCII.GetByteCount(body)) + body;
    }
}
