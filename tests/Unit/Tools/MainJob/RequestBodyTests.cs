using System.Text;
using Shouldly;
using SocialCommerce.MainJob;
using SocialCommerce.MainJob.Calls;
using SocialCommerce.MainJob.Events;
using Xunit;

namespace SocialCommerce.UnitTests.Tools.MainJob;

/// <summary>What the main job sends for an event.</summary>
public sealed class RequestBodyTests : IDisposable
{
    private static readonly Order Order = new(
        Tables.ParseTime("2011-03-04T10:00:00Z")!.Value, "536365", "7", [new OrderLine(2, "85123A", 6, 255)]);

    private readonly Bodies bodies = new();

    public void Dispose() => bodies.Dispose();

    [Fact]
    public void An_order_is_paid_and_completed_at_its_invoices_time() => Text(bodies.Order(Order)).ShouldBe(
        """{"orderId":"536365","customerId":"7","paidAt":"2011-03-04T10:00:00Z","completedAt":"2011-03-04T10:00:00Z","""
        + """
        "lines":[{"lineId":"2","productId":"85123A","quantity":6,"unitPrice":{"amount":255,"currency":"GBP"}}]}
        """);

    [Fact]
    public void A_refund_is_known_by_its_cancellation_and_its_order()
    {
        var cancellation = new Cancellation(Order.At.AddDays(1), "C536379", "7", []);
        var refund = new Refund(Order, [new RefundLine(Order.Lines[0], 4)]);

        Text(bodies.Refund(cancellation, refund)).ShouldBe(
            """
            {"refundId":"C536379/536365","refundedAt":"2011-03-05T10:00:00Z","lines":[{"lineId":"2","quantity":4}]}
            """);
    }

    private static string Text(ReadOnlyMemory<byte> body) => Encoding.UTF8.GetString(body.Span);
}
