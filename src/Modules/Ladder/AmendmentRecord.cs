using SocialCommerce.Kernel;

namespace SocialCommerce.Ladder;

/// <summary>An amendment of an order, as it is kept.</summary>
/// <param name="Revision">1 for the first that was recorded.</param>
/// <param name="OrderId">The order that it named.</param>
/// <param name="RecordedAt">When it took effect.</param>
/// <param name="Content">The report.</param>
public sealed record KeptAmendment(
    long OrderKey, int Revision, string OrderId, DateTimeOffset RecordedAt, OrderAmendment Content);

/// <summary>An amendment that took effect.</summary>
/// <param name="OrderId">The order that it named.</param>
/// <param name="AppliedTo">The order that it changed; another than it named, where a person said so.</param>
public sealed record KnownAmendment(string OrderId, string AppliedTo, OrderAmendment Content, string Answer);

/// <summary>An amendment that takes effect.</summary>
/// <param name="OrderId">The order that it names.</param>
/// <param name="Amendment">The report.</param>
/// <param name="States">The lines after each amendment of the order, this one included, by their own times.</param>
/// <param name="Revision">How many amendments there are with it.</param>
/// <param name="Added">Lines that it adds, with the numbers that they get.</param>
/// <param name="NewProducts">Products that nobody has declared.</param>
/// <param name="Change">What it changes of the order's header.</param>
/// <param name="Answer">The answer, kept to be given again.</param>
public sealed record NewAmendment(
    string OrderId, OrderAmendment Amendment, IReadOnlyList<AmendedState> States, int Revision,
    IReadOnlyList<(int LineNo, AmendedLine Line, LineWorth Worth)> Added, IReadOnlyList<string> NewProducts,
    HeaderChange Change, string Answer);

/// <summary>What an amendment changes of an order's header, in minor units.</summary>
/// <param name="Shipping">Shipping in all, as it is now.</param>
/// <param name="Tax">Tax in all, as it is now.</param>
/// <param name="Due">Change of what the buyer owed.</param>
/// <param name="Value">Change of the value.</param>
/// <param name="RefundedDue">Change of what refunds come to in the buyer's money.</param>
/// <param name="Refunded">Change of what refunds take of the value.</param>
public sealed record HeaderChange(long Shipping, long Tax, long Due, long Value, long RefundedDue, long Refunded);

/// <summary>The lines of an order after each of its amendments, as they are kept.</summary>
public sealed record AmendedStates(long OrderKey, AmendedState[] States);

/// <summary>The statements by which amendments are found and recorded; the flows carry them.</summary>
public static class AmendmentStatements
{
    /// <summary>The amendment with this id, if one took effect.</summary>
    public static Rows<KnownAmendment> FindAmendment(this Batch batch, long shopId, string amendmentId) =>
        batch.Rows<KnownAmendment>(FindSql, new { shop = shopId, amendmentId });

    /// <summary>The carried order's amendments, in the order of recording.</summary>
    public static Rows<KeptAmendment> Amendments(this Batch batch, long shopId) =>
        batch.Rows<KeptAmendment>(CarriedSql, new { shop = shopId });

    /// <summary>The amendments of a few orders, in the order of recording.</summary>
    public static Rows<KeptAmendment> Amendments(this Batch batch, long shopId, long[] keys) =>
        batch.Rows<KeptAmendment>(OfOrdersSql, new { shop = shopId, keys });

    /// <summary>What the amendments of the carried orders make of their lines, by their own times.</summary>
    public static Rows<AmendedStates> AmendedStates(this Batch batch, long shopId) =>
        batch.Rows<AmendedStates>(StatesSql, new { shop = shopId });

    /// <summary>Whether the shop counted without included tax when something was recorded; no row for never.</summary>
    public static Rows<bool> CountedNetOfTax(this Batch batch, long shopId, DateTimeOffset at) =>
        batch.Rows<bool>(NetOfTaxSql, new { shop = shopId, at });

    /// <summary>Keeps an amendment that takes effect now.</summary>
    public static void Keep(this Batch batch, Occasion when, NewAmendment amended)
    {
        var change = amended.Change;
        batch.Do(KeepSql, new
        {
            shop = when.ShopId,
            when.OrderKey,
            amended.Revision,
            amended.Amendment.AmendmentId,
            amended.OrderId,
            amended.Amendment.AmendedAt,
            when.RecordedAt,
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
        batch.Add(when, amended);
        var lines = amended.States[^1].Lines;
        batch.Do(KeepLinesSql, new
        {
            shop = when.ShopId,
            when.OrderKey,
            amended.Revision,
            places = lines.Select(line => line.Place).ToArray(),
            quantities = lines.Select(line => line.Quantity).ToArray(),
            dues = lines.Select(line => line.Due).ToArray(),
            values = lines.Select(line => line.Value).ToArray(),
        });
        if (amended.NewProducts.Count > 0)
            batch.KnowProducts(when, amended.NewProducts);
    }

    private static void Add(this Batch batch, Occasion when, NewAmendment amended)
    {
        if (amended.Added.Count == 0) return;
        var lines = amended.Added;
        batch.Do(AddSql, new
        {
            shop = when.ShopId,
            when.OrderKey,
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
        {Kept} where shop_id = @shop and order_key = {Carry.OrderKey} order by revision
        """;

    private const string OfOrdersSql = $"""
        {Kept} where shop_id = @shop and order_key = any(@keys) order by order_key, revision
        """;

    private const string StatesSql = $"""
        select distinct on (order_key) order_key, states from order_amendments
        where shop_id = @shop and order_key = any({Carry.OrderKeys}) order by order_key, revision desc
        """;

    private const string NetOfTaxSql = """
        select net_of_tax from order_settings_versions
        where shop_id = @shop and recorded_at <= @at order by version desc limit 1
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
