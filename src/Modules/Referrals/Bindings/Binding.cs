namespace SocialCommerce.Referrals.Bindings;

/// <summary>
/// Binds a customer to a referrer (推荐绑定) permanently: the first accepted binding wins; self-referrals and cycles are
/// rejected.
/// </summary>
public static class Binding
{
    private const int Tries = 16;

    /// <summary>Binds in the caller's transaction, which the caller commits.</summary>
    public static async Task<BindOutcome> Bind(ShopTransaction transaction, BindRequest request)
    {
        if (request.ChildId == request.ParentId)
            return new BindOutcome(BindVerdict.SelfReferral, 0, 0, null, null);

        var first = transaction.Batch();
        first.EnsureCustomers(request.ShopId, InOrder(request), request.Now);
        var view = await Look(transaction, first, request);
        // Edges never change, so a reason against the binding now is a permanent reason.
        if (Against(view) is { } refused) return refused;

        // A cycle needs the child to be the root of the parent's tree. Each binding of a root locks it, so once both
        // rows are held and a second walk ends at the same root, nothing can come between the decision and the edge.
        for (var i = 0; i < Tries; i++)
        {
            var locked = view.Root;
            var batch = transaction.Batch();
            batch.Rows<long>(LockSql, new { shop = request.ShopId, keys = new[] { view.ChildKey, locked } });
            view = await Look(transaction, batch, request);
            if (Against(view) is { } late) return late;
            if (view.Root == locked) return await Write(transaction, request, view);
        }
        throw CommonProblems.StillRunning.Because(
            "The people above the referrer are being bound right now.", retryAfterSeconds: 1);
    }

    /// <summary>Two ids in one fixed order, so that opposite bindings of unknown people do not deadlock.</summary>
    private static string[] InOrder(BindRequest request) =>
        string.CompareOrdinal(request.ChildId, request.ParentId) < 0
            ? [request.ChildId, request.ParentId]
            : [request.ParentId, request.ChildId];

    private static async Task<View> Look(ShopTransaction transaction, SqlBatch batch, BindRequest request)
    {
        var rows = batch.Rows<View>(LookSql, new { shop = request.ShopId, request.ChildId, request.ParentId });
        await batch.Run(transaction.Cancel);
        return rows.First!;
    }

    private static async Task<BindOutcome> Write(ShopTransaction transaction, BindRequest request, View view)
    {
        var batch = transaction.Batch();
        batch.Do(InsertSql, new
        {
            shop = request.ShopId,
            view.ChildKey,
            view.ParentKey,
            request.Source,
            request.OrderKey,
            request.Now,
        });
        await batch.Run(transaction.Cancel);
        return new BindOutcome(BindVerdict.Bound, view.ChildKey, view.ParentKey, request.ParentId, request.Now);
    }

    /// <summary>What stands against a binding, or null.</summary>
    internal static BindOutcome? Against(View view)
    {
        BindVerdict? verdict = view switch
        {
            { ReferrerKey: { } referrer } => referrer == view.ParentKey ? BindVerdict.Same : BindVerdict.OtherReferrer,
            { Root: var root } when root == view.ChildKey => BindVerdict.Cycle,
            _ => null,
        };
        return verdict is { } word
            ? new BindOutcome(word, view.ChildKey, view.ParentKey, view.ReferrerId, view.BoundAt)
            : null;
    }

    /// <summary>Both people as they stand.</summary>
    /// <param name="ChildKey">The person.</param>
    /// <param name="ParentKey">The referrer asked for.</param>
    /// <param name="Root">The person at the top of that referrer's tree.</param>
    /// <param name="ReferrerKey">The person's present referrer.</param>
    /// <param name="ReferrerId">That referrer's id.</param>
    /// <param name="BoundAt">Since when.</param>
    internal sealed record View(
        long ChildKey, long ParentKey, long Root, long? ReferrerKey, string? ReferrerId, DateTimeOffset? BoundAt);

    private const string LockSql = """
        select person.customer_key
        from (select key from unnest(@keys) as key order by key) as wanted
        cross join lateral (
            select customer_key from customers where shop_id = @shop and customer_key = wanted.key
            for no key update) as person
        """;

    // A union without all ends by itself, even on a chain that was bent into a ring; a ring has no top, which
    // counts as a cycle. Each offset keeps an edge a look-up: the planner takes every shop for a small one, whose edges
    // it would rather read as a whole.
    private const string LookSql = """
        with recursive pair as (
            select child.customer_key as child_key, parent.customer_key as parent_key
            from customers child, customers parent
            where child.shop_id = @shop and child.customer_id = @childId
                and parent.shop_id = @shop and parent.customer_id = @parentId
        ),
        up (key) as (
            select parent_key from pair
            union
            select above.parent_key from up cross join lateral (
                select e.parent_key from referral_edges e where e.shop_id = @shop and e.child_key = up.key
                offset 0) as above
        )
        select pair.child_key, pair.parent_key,
            coalesce((
                select key from up where not exists (
                    select from referral_edges e where e.shop_id = @shop and e.child_key = up.key offset 0)
            ), pair.child_key) as root,
            own.parent_key as referrer_key, referrer.customer_id as referrer_id, own.recorded_at as bound_at
        from pair
            left join referral_edges own on own.shop_id = @shop and own.child_key = pair.child_key
            left join customers referrer on referrer.shop_id = @shop and referrer.customer_key = own.parent_key
        """;

    private const string InsertSql = """
        insert into referral_edges (shop_id, child_key, parent_key, source, order_key, recorded_at)
        values (@shop, @childKey, @parentKey, @source, @orderKey, @now)
        """;
}
