using SocialCommerce.Kernel;

namespace SocialCommerce.Referrals;

/// <summary>One recorded binding.</summary>
/// <param name="ChildKey">The person.</param>
/// <param name="ParentKey">The referrer.</param>
/// <param name="Seq">The edge's number, in the order of recording.</param>
/// <param name="OrderKey">The order that carried it, or null.</param>
/// <param name="RecordedAt">When it was recorded, by the shop's clock.</param>
/// <param name="TransactionId">The transaction that wrote it, as <c>xid8</c> writes it.</param>
public sealed record EdgeRow(
    long ChildKey, long ParentKey, long Seq, long? OrderKey, DateTimeOffset RecordedAt, string TransactionId);

/// <summary>What the integrity check and the reports read of the bindings.</summary>
public static class EdgeStatements
{
    /// <summary>The keys of people who stand above themselves; none in a healthy shop.</summary>
    public static Rows<long> CycleMembers(this Batch batch, long shopId) =>
        batch.Rows<long>(CycleSql, new { shop = shopId });

    /// <summary>Bindings in the order of the people's keys, after <paramref name="afterChildKey"/>.</summary>
    public static Rows<EdgeRow> Edges(this Batch batch, long shopId, long afterChildKey, int limit) =>
        batch.Rows<EdgeRow>(EdgesSql, new { shop = shopId, afterChildKey, limit });

    /// <summary>How many bindings there are.</summary>
    public static Rows<long> CountBindings(this Batch batch, long shopId) =>
        batch.Rows<long>(CountSql, new { shop = shopId });

    // One walk down from the tops reaches everybody exactly once; only whom it misses can be on a ring or below one,
    // and only these are walked up one by one.
    private const string CycleSql = """
        with recursive sound (key) as (
            select distinct e.parent_key from referral_edges e where e.shop_id = @shop and not exists (
                select 1 from referral_edges up where up.shop_id = @shop and up.child_key = e.parent_key)
            union all
            select e.child_key from sound join referral_edges e on e.shop_id = @shop and e.parent_key = sound.key
        ),
        missed as materialized (
            select e.child_key, e.parent_key from referral_edges e
            where e.shop_id = @shop and e.child_key not in (select key from sound)
        ),
        walk (start, key) as (
            select child_key, parent_key from missed
            union
            select walk.start, missed.parent_key from walk join missed on missed.child_key = walk.key
        )
        select start as key from walk where key = start order by start
        """;

    private const string EdgesSql = """
        select child_key, parent_key, seq, order_key, recorded_at, transaction_id::text as transaction_id
        from referral_edges where shop_id = @shop and child_key > @afterChildKey order by child_key limit @limit
        """;

    private const string CountSql = "select count(*) from referral_edges where shop_id = @shop";
}
