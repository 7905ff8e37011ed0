using System.Buffers;
using System.Globalization;
using System.Text.Json;
using SocialCommerce.MainJob.Events;

namespace SocialCommerce.MainJob.Calls;

/// <summary>Writes request bodies into one buffer: a body is good until the next is written.</summary>
internal sealed class Bodies : IDisposable
{
    public const string Currency = "GBP";

    private readonly ArrayBufferWriter<byte> buffer = new(1 << 16);
    private readonly Utf8JsonWriter json;

    public Bodies() => json = new Utf8JsonWriter(buffer);

    public ReadOnlyMemory<byte> Order(Order order) => Write(() =>
    {
        json.WriteString("orderId", order.InvoiceNo);
        json.WriteString("customerId", order.CustomerId);
        json.WriteString("paidAt", Instant(order.At));
        json.WriteString("completedAt", Instant(order.At));
        json.WriteStartArray("lines");
        foreach (var line in order.Lines)
        {
            json.WriteStartObject();
            json.WriteString("lineId", LineId(line));
            json.WriteString("productId", line.StockCode);
            json.WriteNumber("quantity", line.Quantity);
            json.WriteStartObject("unitPrice");
            json.WriteNumber("amount", line.UnitPriceMinor);
            json.WriteString("currency", Currency);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    /// <summary>Known by the cancellation and the order together, so that repeating it changes nothing.</summary>
    public ReadOnlyMemory<byte> Refund(Cancellation cancellation, Refund refund) => Write(() =>
    {
        json.WriteString("refundId", $"{cancellation.InvoiceNo}/{refund.Order.InvoiceNo}");
        json.WriteString("refundedAt", Instant(cancellation.At));
        json.WriteStartArray("lines");
        foreach (var (line, quantity) in refund.Lines)
        {
            json.WriteStartObject();
            json.WriteString("lineId", LineId(line));
            json.WriteNumber("quantity", quantity);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    public ReadOnlyMemory<byte> Referral(string customerId, string referrerId) => Write(() =>
    {
        json.WriteString("customerId", customerId);
        json.WriteString("referrerId", referrerId);
    });

    public ReadOnlyMemory<byte> Clock(DateTimeOffset now) => Write(() => json.WriteString("now", Instant(now)));

    public ReadOnlyMemory<byte> Settlement(DateTimeOffset periodEnd) =>
        Write(() => json.WriteString("periodEnd", Instant(periodEnd)));

    public void Dispose() => json.Dispose();

    /// <summary>An instant as the product writes it; fractions of a second only where there are any.</summary>
    public static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static string LineId(OrderLine line) => line.Number.ToString(CultureInfo.InvariantCulture);

    private ReadOnlyMemory<byte> Write(Action properties)
    {
        buffer.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        properties();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
