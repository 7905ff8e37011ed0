using System.Globalization;
using System.Text;

namespace SocialCommerce.Bench;

/// <summary>A request that is always equally long, so that only its digits are written anew.</summary>
internal abstract class Template(string text)
{
    /// <summary>The request's bytes.</summary>
    protected byte[] Bytes { get; } = Encoding.ASCII.GetBytes(text);

    /// <summary>Where a mark stands.</summary>
    protected int Find(string mark) => Bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(mark)) is >= 0 and var at
        ? at
        : throw new InvalidOperationException($"There is no {mark}.");

    /// <summary>Writes a number over as many digits.</summary>
    protected void Write(int at, int digits, long number)
    {
        for (var i = at + digits - 1; i >= at; i--, number /= 10) Bytes[i] = (byte)('0' + (number % 10));
    }

    /// <summary>Writes a time, in microseconds.</summary>
    protected void Write(int at, DateTimeOffset time) => time.TryFormat(
        Bytes.AsSpan(at), out _, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The head of a request with a shop's key.</summary>
    protected static string Head(string what, BenchShop shop, int? length = null) =>
        $"{what} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {shop.ApiKey}\r\n" + (length is null
            ? "\r\n"
            : string.Create(CultureInfo.InvariantCulture,
                $"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"));
}

/// <summary>An order of three lines by a known customer, paid and completed when it is sent.</summary>
internal sealed class OrderRequests : Template, IRequests
{
    private const string Order = "000000000000000000";
    private const string Buyer = "1111111";
    private const string Paid = "2001-01-01T00:00:00.000000Z";
    private const string Completed = "2002-01-01T00:00:00.000000Z";
    private readonly Random _random;
    private readonly int _customers;
    private readonly int _order;
    private readonly int _buyer;
    private readonly int _paid;
    private readonly int _completed;
    private readonly (int Product, int Quantity, int Price)[] _lines;

    public OrderRequests(BenchShop shop, Random random) : base(Text(shop))
    {
        (_random, _customers) = (random, shop.Customers);
        (_order, _buyer, _paid, _completed) = (Find(Order), Find(Buyer), Find(Paid), Find(Completed));
        _lines = [.. Enumerable.Range(1, 3).Select(i => (
            Find($"\"p{i}22") + 2, Find($"\"quantity\":{i},") + 11, Find($"\"amount\":{i}333") + 9))];
    }

    public ReadOnlySpan<byte> Next()
    {
        Write(_order, Order.Length, _random.NextInt64(100_000_000_000_000_000, 1_000_000_000_000_000_000));
        Write(_buyer, Buyer.Length,
            BenchShop.FirstId + BenchShop.Ancestors + 1 + _random.Next(_customers - BenchShop.Ancestors));
        var now = TimeProvider.System.GetUtcNow();
        Write(_paid, now);
        Write(_completed, now);
        for (var i = 0; i < _lines.Length; i++)
        {
            // A product for each line, as pgbench's script draws them: 100 to 132, 133 to 165, 166 to 198.
            Write(_lines[i].Product, 3, 100 + (33 * i) + _random.Next(33));
            Write(_lines[i].Quantity, 1, _random.Next(1, 4));
            Write(_lines[i].Price, 4, _random.Next(1_000, 10_000));
        }
        return Bytes;
    }

    private static string Text(BenchShop shop)
    {
        var lines = Enumerable.Range(1, 3).Select(i => string.Create(CultureInfo.InvariantCulture,
            $$$"""
            {"lineId":"{{{i}}}","productId":"p{{{i}}}22","quantity":{{{i}}},
             "unitPrice":{"amount":{{{i}}}333,"currency":"CNY"}}
            """));
        var body = $$"""
            {"orderId":"o{{Order}}","customerId":"c{{Buyer}}","paidAt":"{{Paid}}","completedAt":"{{Completed}}",
             "lines":[{{string.Join(",", lines)}}]}
            """;
        return Head("POST /v1/orders", shop, Encoding.ASCII.GetByteCount(body)) + body;
    }
}
