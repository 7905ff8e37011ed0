namespace SocialCommerce.Referrals.Bindings;

/// <summary>What the integrity check, the reports and floors read of the bindings.</summary>
public static class EdgeSql
{
    /// <summary>The keys of people who stand above themselves; none in a healthy shop.</summary>
    public static PendingRows<long> CycleMembers(this ReferralsBatch batch, long shopId) =>
        batch.Rows<long>(CycleSql, new { shop = shopId });

    /// <summary>Bindings in the order of the people's keys, after <paramref name="afterChildKey"/>.</summary>
    public static PendingRows<EdgeRow> Edges(this ReferralsBatch batch, long shopId, long afterChildKey, int limit) =>
        batch.Rows<EdgeRow>(EdgesSql, new { shop = shopId, afterChildKey, limit });

    /// <summary>The bindings of a few people.</summary>
    public static PendingRows<EdgeRow> Edges(this ReferralsBatch batch, long shopId, long[] childKeys) =>
        batch.Rows<EdgeRow>(EdgesOfSql, new { shop = shopId, childKeys });

    /// <summary>The bindings of a few people and of all people above them, at most so many levels up.</summary>
    public static PendingRows<EdgeRow> EdgesAbove(
        this ReferralsBatch batch, long shopId, long[] childKeys, int depth) =>
        batch.Rows<EdgeRow>(EdgesAboveSql, new { shop = shopId, childKeys, depth });

    /// <summary>The keys of all people who have a referrer.</summary>
    public static PendingRows<long> BoundCustomers(this ReferralsBatch batch, long shopId) =>
        batch.Rows<long>(BoundSql, new { shop = shopId });

    /// <summary>How many bindings there are.</summary>
    public static PendingRows<long> CountBindings(this ReferralsBatch batch, long shopId) =>
        batch.Rows<long>(CountSql, new { shop = shopId });

    // One walk down from the tops reaches each person once; the people it misses are on a ring or below one. These
    // then jump up together, twice as far each time: after as many steps as there are people, all of them stand on a
    // ring.
    private const string CycleSql = """
        with recursive sound (key) as (
            select distinct e.parent_key from referral_edges e where e.shop_id = @shop and not exists (
                select 1 from referral_edges up where up.shop_id = @shop and up.child_key = e.parent_key)
            union all
            select e.child_key from sound join referral_edges e on e.shop_id = @shop and e.parent_key = sound.key
        ),
        missed as materialized (
            select e.child_key, e.parent_key, row_number() over (order by e.child_key)::int as place
            from referral_edges e
            where e.shop_id = @shop and not exists (select 1 from sound where sound.key = e.child_key)
        ),
        jump (steps, target) as (
            select 1, array_agg(above.place order by below.place)
            from missed below join missed above on above.child_key = below.parent_key
            union all
            select 2 * steps, (
                select array_agg(jump.target[step.place] order by step.below)
                from unnest(jump.target) with ordinality step (place, below))
            from jump where steps < cardinality(target)
        )
        select child_key as key from missed
        where place in (select unnest(target) from jump where steps >= cardinality(target))
        order by child_key
        """;

    private const string EdgesSql = """
        select child_key, parent_key, seq, order_key, recorded_at, transaction_id::text as transaction_id
        from referral_edges where shop_id = @shop and child_key > @afterChildKey order by child_key limit @limit
        """;

    private const string EdgesOfSql = """
        select child_key, parent_key, seq, order_key, recorded_at, transaction_id::text as transaction_id
        from referral_edges where shop_id = @shop and child_key = any(@childKeys)
        """;

    private const string EdgesAboveSql = """
        with recursive above (key, depth) as (
            select key, 1 from unnest(@childKeys) as key
            union
            select e.parent_key, above.depth + 1
            from above join referral_edges e on e.shop_id = @shop and e.child_key = above.key
            where above.depth < @depth
        )
        select child_key, parent_key, seq, order_key, recorded_at, transaction_id::text as transaction_id
        from referral_edges where shop_id = @shop and child_key in (select key from above)
        """;

    private const string BoundSql = "select child_key from referral_edges where shop_id = @shop";

    private const string CountSql = "select count(*) from referral_edges where shop_id = @shop";
}
