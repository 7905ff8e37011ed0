using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Ladder;

/// <summary>What a person decided about a refund without effect, and what has become of it.</summary>
/// <param name="RefundId">The refund.</param>
/// <param name="OrderId">The order that it named.</param>
/// <param name="Action">`attach`, `book` or `dismiss`.</param>
/// <param name="Status">`applied` or `dismissed`.</param>
/// <param name="AttachedTo">The order on which it was applied; absent for a dismissed one.</param>
/// <param name="Goods">Goods refunded by it.</param>
/// <param name="Reason">Why.</param>
/// <param name="ResolvedBy">Operator id of who decided.</param>
/// <param name="ResolvedAt">When, by the shop's clock.</param>
public sealed record RefundResolution(
    string RefundId, string OrderId, string Action, string Status, string? AttachedTo, Money Goods, string Reason,
    string ResolvedBy, DateTimeOffset ResolvedAt);

/// <summary>What can be done about a refund that met no order, or did not fit it.</summary>
public static class RefundActions
{
    /// <summary>It takes effect on an order, as it was reported.</summary>
    public const string Attach = "attach";

    /// <summary>A plain amount of goods is refunded of an order in its place.</summary>
    public const string Book = "book";

    /// <summary>It stays without effect.</summary>
    public const string Dismiss = "dismiss";

    /// <summary>Every action.</summary>
    public static readonly string[] Known = [Attach, Book, Dismiss];
}

/// <summary>A resolution as it is kept.</summary>
public sealed record ResolutionRow(
    string RefundId, string NamedOrderId, string Action, string Status, string? OrderId, long? AmountMinor,
    long GoodsMinor, string Reason, string ResolvedBy, DateTimeOffset RecordedAt)
{
    /// <summary>As the API shows it.</summary>
    public RefundResolution ToResolution(Shop shop) => new(
        RefundId, NamedOrderId, Action, Status, OrderId, shop.Money(GoodsMinor), Reason, ResolvedBy, RecordedAt);
}

/// <summary>The statements about resolutions of refunds.</summary>
public static class RefundResolutionStatements
{
    /// <summary>The resolution of a refund, if there is one.</summary>
    public static Rows<ResolutionRow> Resolution(this Batch batch, long shopId, string refundId) =>
        batch.Rows<ResolutionRow>(FindSql, new { shop = shopId, refundId });

    /// <summary>Keeps a resolution; the refund is applied by the same transaction, or dismissed here.</summary>
    public static void Resolve(this Batch batch, long shopId, long refundKey, ResolutionRow made, string? answer)
    {
        batch.Do(InsertSql, new
        {
            shop = shopId,
            refundKey,
            made.Action,
            made.OrderId,
            made.AmountMinor,
            made.Reason,
            made.ResolvedBy,
            made.RecordedAt,
        });
        if (answer is not null) batch.Do(DismissSql, new { shop = shopId, refundKey, answer });
    }

    private const string FindSql = """
        select r.refund_id, r.order_id as named_order_id, d.action, r.status, d.order_id, d.amount_minor,
            r.goods_minor, d.reason, d.resolved_by, d.recorded_at
        from refunds r
        join refund_resolutions d on d.shop_id = @shop and d.refund_key = r.refund_key
        where r.shop_id = @shop and r.refund_id = @refundId
        """;

    private const string InsertSql = """
        insert into refund_resolutions (shop_id, refund_key, action, order_id, amount_minor, reason, resolved_by,
            recorded_at)
        values (@shop, @refundKey, @action, @orderId, @amountMinor, @reason, @resolvedBy, @recordedAt)
        """;

    private const string DismissSql = """
        update refunds set status = 'dismissed', answer = @answer where shop_id = @shop and refund_key = @refundKey
        """;
}
