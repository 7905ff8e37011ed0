namespace SocialCommerce.Ladder.ProductLinks;

/// <summary>
/// SQL: lines that their buyers have kept. A line counts as given back where all its units are returned, where its
/// amount is refunded, or where the whole order is, as for memberships.
/// </summary>
internal static class KeptLines
{
    /// <summary>SQL: whether something is left of an order p.</summary>
    public const string OrderIsKept = "not (p.value_minor > 0 and p.refunded_minor >= p.value_minor)";

    /// <summary>SQL: the lines l of an order p, as they are by now, with their refunds.</summary>
    public const string OfOrder = """
        join order_lines l on l.shop_id = @shop and l.order_key = p.order_key
        left join amended_lines a on a.shop_id = @shop and a.order_key = l.order_key and a.revision = p.revision
            and a.line_no = l.line_no
        left join lateral (
            select sum(units) as units, sum(amount_minor) as amount from refund_lines f
            where f.shop_id = @shop and f.order_key = l.order_key and f.line_no = l.line_no
            having count(*) > 0) as r on true
        """;

    /// <summary>SQL: whether such a line is kept, and its order.</summary>
    public const string AreKept = $"""
        {OrderIsKept} and coalesce(a.quantity, l.quantity) > coalesce(r.units, 0)
            and not (coalesce(a.due_minor, l.due_minor) > 0
                and coalesce(r.amount, 0) >= coalesce(a.due_minor, l.due_minor))
        """;
}
