namespace SocialCommerce.Ladder.Cohorts;

/// <summary>
/// SQL: lines that their buyers have kept. A line counts as given back where all its units are returned, where its
/// amount is refunded, or where the whole order is, as for memberships.
/// </summary>
internal static class KeptLines
{
    /// <summary>SQL: whether something is left of an order p.</summary>
    public const string OrderIsKept = "not (p.value_minor > 0 and p.refunded_minor >= p.value_minor)";

    /// <summary>SQL: the lines l of an order p, as they are by now, with their refunds; looked up one by one.</summary>
    public const string OfOrder = $"""
        {Lines}
        left join lateral (
            select {Refunded} from refund_lines f
            where f.shop_id = @shop and f.order_key = l.order_key and f.line_no = l.line_no
            having count(*) > 0) as r on true
        """;

    /// <summary>SQL: the same of every order p of a shop, joined as a whole.</summary>
    public const string OfEveryOrder = $"""
        {Lines}
        left join (
            select f.order_key, f.line_no, {Refunded} from refund_lines f
            where f.shop_id = @shop group by f.order_key, f.line_no) as r
            on r.order_key = l.order_key and r.line_no = l.line_no
        """;

    /// <summary>SQL: whether such a line is kept, and its order.</summary>
    public const string AreKept = $"""
        {OrderIsKept} and coalesce(a.quantity, l.quantity) > coalesce(r.units, 0)
            and not (coalesce(a.due_minor, l.due_minor) > 0
                and coalesce(r.amount, 0) >= coalesce(a.due_minor, l.due_minor))
        """;

    /// <summary>
    /// SQL: what is left of a kept line's value after the refunds of its units and amounts; refunds of the order as a
    /// whole are not taken off.
    /// </summary>
    public const string Left = """
        coalesce(a.value_minor, l.value_minor) * case when coalesce(a.due_minor, l.due_minor) > 0
            then greatest(0, 1 - coalesce(r.amount, 0)::numeric / coalesce(a.due_minor, l.due_minor)
                - coalesce(r.unpriced, 0) / coalesce(a.quantity, l.quantity))
            else 1 - coalesce(r.units, 0) / coalesce(a.quantity, l.quantity) end
        """;

    private const string Lines = """
        join order_lines l on l.shop_id = @shop and l.order_key = p.order_key
        left join amended_lines a on a.shop_id = @shop and a.order_key = l.order_key and a.revision = p.revision
            and a.line_no = l.line_no
        """;

    private const string Refunded =
        "sum(f.units) as units, sum(f.unpriced_units) as unpriced, sum(f.amount_minor) as amount";
}
