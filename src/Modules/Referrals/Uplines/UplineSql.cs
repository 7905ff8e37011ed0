namespace SocialCommerce.Referrals.Uplines;

/// <summary>The upline (上级) as statements of a flow's batch.</summary>
public static class UplineSql
{
    /// <summary>
    /// The carried person's ancestors, nearest first, at most <paramref name="depth"/> of them. Carries their keys on,
    /// an empty array when there is no ancestor.
    /// </summary>
    public static PendingRows<Ancestor> Upline(this ReferralsBatch batch, long shopId, int depth) =>
        batch.Rows<Ancestor>(FromCarrySql, new { shop = shopId, depth });

    /// <summary>The same, above <paramref name="customerKey"/>.</summary>
    public static PendingRows<Ancestor> Upline(this ReferralsBatch batch, long shopId, long customerKey, int depth) =>
        batch.Rows<Ancestor>(FromKeySql, new { shop = shopId, customerKey, depth });

    private const string FromCarrySql = Below + BatchVariables.BuyerKey + Above;

    private const string FromKeySql = Below + "@customerKey" + Above;

    private const string Below = """
        with recursive up (key, depth, bound_at, bound_by_order, edge_seq) as (
            select e.parent_key, 1, e.recorded_at, e.order_key, e.seq from referral_edges e
            where e.shop_id = @shop and @depth >= 1 and e.child_key =
        """ + " ";

    // The lateral subquery, kept whole by its offset, makes the carry be set also where no person is above. The
    // other offsets keep edges and people look-ups, whatever the planner thinks of the shop's size.
    private const string Above = $$"""

            union all
            select e.parent_key, up.depth + 1, e.recorded_at, e.order_key, e.seq
            from up cross join lateral (
                select * from referral_edges where shop_id = @shop and child_key = up.key offset 0) as e
            where up.depth < @depth
        ),
        carried (keys) as materialized (
            select set_config('{{BatchVariables.Upline}}', coalesce(array_agg(key order by depth)::text, '{}'), true)
            from up
        )
        select above.key, above.customer_id, above.depth, above.bound_at, above.bound_by_order, above.edge_seq,
            carried.keys as carried
        from carried cross join lateral (
            select up.*, c.customer_id from up cross join lateral (
                select customer_id from customers where shop_id = @shop and customer_key = up.key offset 0) as c
            where carried.keys is not null
            offset 0
        ) above
        order by above.depth
        """;
}
