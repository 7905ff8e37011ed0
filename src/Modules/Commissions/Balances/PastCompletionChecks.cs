namespace SocialCommerce.Commissions.Balances;

/// <summary>Integrity checks on the kept history of orders' completion times.</summary>
public static class PastCompletionChecks
{
    /// <summary>Each past completion of an order ends when the next, or the present one, was recorded.</summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks = [new("pastCompletions", Sql)];

    private const string Sql = """
        select 'order ' || o.order_id as subject,
            format('known until %s, and then since %s', e.until, coalesce(e.next, o.completion_heard_at)) as detail
        from (
            select order_key, entry_id, until, lead(heard_at) over (partition by order_key order by entry_id) as next
            from past_completions where shop_id = @shop and @unit <> '') as e
        join commission_orders o on o.shop_id = @shop and o.order_key = e.order_key
        where e.until is distinct from coalesce(e.next, o.completion_heard_at)
        order by e.entry_id limit 20
        """;
}
