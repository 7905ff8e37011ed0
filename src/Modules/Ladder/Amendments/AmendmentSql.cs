using SocialCommerce.Ladder.OrderRecords;

namespace SocialCommerce.Ladder.Amendments;

/// <summary>The statements by which amendments are found and recorded; the flows carry them.</summary>
public static class AmendmentSql
{
    /// <summary>The amendment with this id, if one took effect.</summary>
    public static PendingRows<KnownAmendment> FindAmendment(this LadderBatch batch, long shopId, string amendmentId) =>
        batch.Rows<KnownAmendment>(FindSql, new { shop = shopId, amendmentId });

    /// <summary>The carried order's amendments, in the order of recording.</summary>
    public static PendingRows<KeptAmendment> Amendments(this LadderBatch batch, long shopId) =>
        batch.Rows<KeptAmendment>(CarriedSql, new { shop = shopId });

    /// <summary>The amendments of a few orders, in the order of recording.</summary>
    public static PendingRows<KeptAmendment> Amendments(this LadderBatch batch, long shopId, long[] keys) =>
        batch.Rows<KeptAmendment>(OfOrdersSql, new { shop = shopId, keys });

    /// <summary>What the amendments of the carried orders make of their lines, by their own times.</summary>
    public static PendingRows<AmendedStates> AmendedStates(this LadderBatch batch, long shopId) =>
        batch.Rows<AmendedStates>(StatesSql, new { shop = shopId });

    /// <summary>Keeps an amendment that takes effect now.</summary>
    public static void Keep(this LadderBatch batch, PostingContext posting, NewAmendment amended)
    {
        var change = amended.Change;
        batch.Do(KeepSql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            amended.Revision,
            amended.Amendment.AmendmentId,
            amended.OrderId,
            amended.Amendment.AmendedAt,
            posting.RecordedAt,
            content = Json.Write(amended.Amendment),
            states = Json.Write(amended.States),
            change.Shipping,
            change.Tax,
            change.Due,
            change.Value,
            change.RefundedDue,
            change.Refunded,
            amended.Answer,
        });
        batch.Add(posting, amended);
        var lines = amended.States[^1].Lines;
        batch.Do(KeepLinesSql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            amended.Revision,
            places = lines.Select(line => line.Place).ToArray(),
            quantities = lines.Select(line => line.Quantity).ToArray(),
            dues = lines.Select(line => line.Due).ToArray(),
            values = lines.Select(line => line.Value).ToArray(),
        });
        if (amended.NewProducts.Count > 0)
            batch.KnowProducts(posting, amended.NewProducts);
    }

    private static void Add(this LadderBatch batch, PostingContext posting, NewAmendment amended)
    {
        if (amended.Added.Count == 0) return;
        var lines = amended.Added;
        batch.Do(AddSql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            amended.Revision,
            numbers = lines.Select(one => one.LineNo).ToArray(),
            lineIds = lines.Select(one => one.Line.LineId).ToArray(),
            products = lines.Select(one => one.Line.ProductId).ToArray(),
            quantities = lines.Select(one => one.Line.Quantity).ToArray(),
            prices = lines.Select(one => one.Line.UnitPrice?.Amount).ToArray(),
            totals = lines.Select(one => one.Line.UnitPrice is null ? one.Line.Total?.Amount ?? 0 : (long?)null)
                .ToArray(),
            discounts = lines.Select(one => one.Line.Discounts is { Count: > 0 } d ? Json.Write(d) : null).ToArray(),
            dues = lines.Select(one => one.Worth.Due).ToArray(),
            values = lines.Select(one => one.Worth.Value).ToArray(),
            taxes = lines.Select(one => one.Line.Tax?.Amount).ToArray(),
        });
    }

    private const string FindSql = """
        select a.order_id, o.order_id as applied_to, a.content, a.answer
        from order_amendments a join orders o on o.shop_id = @shop and o.order_key = a.order_key
        where a.shop_id = @shop and a.amendment_id = @amendmentId
        """;

    private const string Kept = "select order_key, revision, order_id, recorded_at, content from order_amendments";

    private const string CarriedSql = $"""
        {Kept} where shop_id = @shop and order_key = {BatchVariables.OrderKey} order by revision
        """;

    private const string OfOrdersSql = $"""
        {Kept} where shop_id = @shop and order_key = any(@keys) order by order_key, revision
        """;

    private const string StatesSql = $"""
        select distinct on (order_key) order_key, states from order_amendments
        where shop_id = @shop and order_key = any({BatchVariables.OrderKeys}) order by order_key, revision desc
        """;

    private const string KeepSql = """
        with changed as (
            update orders set revision = @revision, due_minor = due_minor + @due, value_minor = value_minor + @value,
                refunded_due_minor = refunded_due_minor + @refundedDue, refunded_minor = refunded_minor + @refunded
            where shop_id = @shop and order_key = @orderKey)
        insert into order_amendments (shop_id, order_key, revision, amendment_id, order_id, amended_at, recorded_at,
            content, states, shipping_minor, tax_minor, due_minor, value_minor, refunded_due_minor, refunded_minor,
            answer)
        values (@shop, @orderKey, @revision, @amendmentId, @orderId, @amendedAt, @recordedAt, @content::jsonb,
            @states::jsonb, @shipping, @tax, @due, @value, @refundedDue, @refunded, @answer)
        """;

    private const string AddSql = """
        insert into order_lines (shop_id, order_key, line_no, line_id, product_id, quantity, unit_price_minor,
            total_minor, discounts, due_minor, value_minor, tax_minor, added_in)
        select @shop, @orderKey, l.line_no, l.line_id, l.product_id, l.quantity, l.price, l.total,
            l.discounts::jsonb, l.due, l.value, l.tax, @revision
        from unnest(@numbers, @lineIds, @products, @quantities, @prices, @totals, @discounts, @dues, @values, @taxes)
            as l(line_no, line_id, product_id, quantity, price, total, discounts, due, value, tax)
        """;

    private const string KeepLinesSql = """
        insert into amended_lines (shop_id, order_key, revision, line_no, place, quantity, due_minor, value_minor)
        select @shop, @orderKey, @revision, l.line_no::int, l.place, l.quantity, l.due, l.value
        from unnest(@places, @quantities, @dues, @values) with ordinality
            as l(place, quantity, due, value, line_no)
        """;
}
