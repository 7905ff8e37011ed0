using SocialCommerce.Ladder.PaidCurrencies;
using SocialCommerce.Ladder.Payments;

namespace SocialCommerce.Ladder.Orders;

/// <summary>
/// Orders as they were reported, read back from its rows; and what differs from another report of it.
/// </summary>
public static class OrderContents
{
    /// <summary>Adds the reading of an order's header and lines.</summary>
    public static (PendingRows<OrderHeader> Header, PendingRows<LineRow> Lines) Order(
        this LadderBatch batch, long shopId, long orderKey) => (
        batch.Rows<OrderHeader>(HeaderSql, new { shop = shopId, orderKey }),
        batch.Rows<LineRow>(LinesSql, new { shop = shopId, orderKey }));

    /// <summary>Adds the reading of the carried order's header and lines.</summary>
    public static (PendingRows<OrderHeader> Header, PendingRows<LineRow> Lines) CarriedOrder(
        this LadderBatch batch, long shopId) => (
        batch.Rows<OrderHeader>(CarriedHeaderSql, new { shop = shopId }),
        batch.Rows<LineRow>(CarriedLinesSql, new { shop = shopId }));

    /// <summary>Adds the reading of a few orders' headers and lines.</summary>
    public static (PendingRows<OrderHeader> Headers, PendingRows<LineRow> Lines) Orders(
        this LadderBatch batch, long shopId, long[] keys) => (
        batch.Rows<OrderHeader>(HeadersSql, new { shop = shopId, keys }),
        batch.Rows<LineRow>(LinesOfSql, new { shop = shopId, keys }));

    /// <summary>The order as it was reported, without its amendments.</summary>
    public static OrderContent Content(OrderHeader header, IEnumerable<LineRow> lines, string currency) => new(
        header.OrderId, header.PaidAt,
        [.. lines.Where(line => line.AddedIn is null).Select(line => new OrderLine(
            line.LineId, line.ProductId, line.Quantity, Amount(line.UnitPriceMinor, currency),
            line.Discounts is null ? null : Json.Read<List<Discount>>(line.Discounts),
            line.ShippedAt, line.CompletedAt, Amount(line.TaxMinor, currency), Amount(line.TotalMinor, currency)))],
        header.CustomerId, header.PricesIncludeTax,
        Amount(header.ShippingMinor, currency), Amount(header.TaxMinor, currency),
        header.Tenders is null ? null : Json.Read<List<Tender>>(header.Tenders),
        header.ShippedAt, header.CompletedAt, header.Touchpoint, header.InviteCode,
        header.Discounts is null ? null : Json.Read<List<Discount>>(header.Discounts),
        header.Fees is null ? null : Json.Read<List<Fee>>(header.Fees), header.Scene,
        header.PaymentPlan is null ? null : Json.Read<PaymentPlan>(header.PaymentPlan),
        header.PaidIn is null ? null : Json.Read<PaidIn>(header.PaidIn));

    /// <summary>JSON pointer to the first difference of two reports, or null when they say the same.</summary>
    public static string? Difference(OrderContent a, OrderContent b) => JsonDifference.First(Plain(a), Plain(b));

    /// <summary>An empty list says what an absent one says.</summary>
    private static OrderContent Plain(OrderContent order) => order with
    {
        Tenders = order.Tenders is { Count: > 0 } ? order.Tenders : null,
        Discounts = order.Discounts is { Count: > 0 } ? order.Discounts : null,
        Fees = order.Fees is { Count: > 0 } ? order.Fees : null,
        Lines = [.. order.Lines.Select(line => line.Discounts is { Count: 0 } ? line with { Discounts = null } : line)],
    };

    private static Money? Amount(long? minor, string currency) =>
        minor is { } amount ? new Money(amount, currency) : null;

    /// <summary>The header of an order.</summary>
    public sealed record OrderHeader(
        long OrderKey, string OrderId, string CustomerId, DateTimeOffset PaidAt, DateTimeOffset RecordedAt,
        bool PricesIncludeTax, long DueMinor, long ValueMinor, long? ShippingMinor, long? TaxMinor, string? Discounts,
        string? Fees, string? Tenders, DateTimeOffset? ShippedAt, DateTimeOffset? CompletedAt, string? Touchpoint,
        string? InviteCode, string Warnings, long RefundedMinor, long RefundedDueMinor, int Revision, string? Scene,
        string SourceClass, string? PaymentPlan, string? PaidIn);

    /// <summary>A line of an order as it was first reported.</summary>
    /// <param name="AddedIn">The revision that added it; null for a line of the order as it was paid.</param>
    public sealed record LineRow(
        long OrderKey, int LineNo, string LineId, string ProductId, decimal Quantity, long? UnitPriceMinor,
        long? TotalMinor, string? Discounts, long DueMinor, long ValueMinor, DateTimeOffset? ShippedAt,
        DateTimeOffset? CompletedAt, long? TaxMinor, int? AddedIn);

    private const string Header = $"""
        select o.order_key, o.order_id, c.customer_id, o.paid_at, o.recorded_at, o.prices_include_tax, o.due_minor,
            o.value_minor, o.shipping_minor, o.tax_minor, o.discounts, o.fees, o.tenders, o.shipped_at, o.completed_at,
            o.touchpoint, o.invite_code, o.warnings, o.refunded_minor, o.refunded_due_minor, o.revision, o.scene,
            {SourceClass.OfOrder}, o.payment_plan, o.paid_in
        from orders o join customers c on c.shop_id = @shop and c.customer_key = o.customer_key
            left join journeys j on j.shop_id = @shop and j.customer_key = o.customer_key
        """;

    private const string Line = """
        select order_key, line_no, line_id, product_id, quantity, unit_price_minor, total_minor, discounts, due_minor,
            value_minor, shipped_at, completed_at, tax_minor, added_in
        from order_lines
        """;

    private const string HeaderSql = $"""
        {Header} where o.shop_id = @shop and o.order_key = @orderKey
        """;

    private const string LinesSql = $"""
        {Line} where shop_id = @shop and order_key = @orderKey order by line_no
        """;

    private const string HeadersSql = $"""
        {Header} where o.shop_id = @shop and o.order_key = any(@keys)
        """;

    private const string LinesOfSql = $"""
        {Line} where shop_id = @shop and order_key = any(@keys) order by order_key, line_no
        """;

    private const string CarriedHeaderSql = $"""
        {Header} where o.shop_id = @shop and o.order_key = {BatchVariables.OrderKey}
        """;

    private const string CarriedLinesSql = $"""
        {Line} where shop_id = @shop and order_key = {BatchVariables.OrderKey} order by line_no
        """;
}
