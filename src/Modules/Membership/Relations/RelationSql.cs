namespace SocialCommerce.Membership.Relations;

/// <summary>What the flows read and write about relations; a writer holds the customer's lock.</summary>
public static class RelationSql
{
    /// <summary>An event by its id.</summary>
    public static PendingRows<RelationEvent> RelationEvent(
        this MembershipBatch batch, long shopId, string relationEventId) =>
        batch.Rows<RelationEvent>(FindSql, new { shop = shopId, relationEventId });

    /// <summary>Records an event.</summary>
    public static void Record(this MembershipBatch batch, long shopId, long customerKey, RelationEvent made) =>
        batch.Do(InsertSql, new
        {
            shop = shopId,
            customerKey,
            made.RelationEventId,
            made.Kind,
            made.OccurredAt,
            made.RecordedAt,
        });

    /// <summary>Reported events, beginnings of memberships and uses of privileges of these customers.</summary>
    public static PendingRows<RelationFact> RelationFacts(this MembershipBatch batch, long shopId, long[] customers) =>
        batch.Rows<RelationFact>(FactsSql, new { shop = shopId, customers });

    /// <summary>The events of a guest become the customer's.</summary>
    public static void MoveRelations(this MembershipBatch batch, long shopId, long guest, long customer) =>
        batch.Do(MoveSql, new { shop = shopId, guest, customer });

    private const string FindSql = """
        select e.event_id as relation_event_id, c.customer_id, e.kind, e.occurred_at, e.recorded_at
        from relation_events e join customers c on c.shop_id = @shop and c.customer_key = e.customer_key
        where e.shop_id = @shop and e.event_id = @relationEventId
        """;

    private const string InsertSql = """
        insert into relation_events (shop_id, event_id, customer_key, kind, occurred_at, recorded_at)
        values (@shop, @relationEventId, @customerKey, @kind, @occurredAt, @recordedAt)
        """;

    private const string FactsSql = $"""
        select customer_key, kind, occurred_at as at from relation_events
        where shop_id = @shop and customer_key = any(@customers)
        union all
        select customer_key, '{RelationKinds.Ceremony}', begun_at from memberships
        where shop_id = @shop and customer_key = any(@customers) and begun_at is not null
        union all
        select customer_key, '{RelationKinds.PrivilegeUse}', used_at from privilege_uses
        where shop_id = @shop and customer_key = any(@customers) and cancelled_at is null
        """;

    private const string MoveSql = """
        update relation_events set customer_key = @customer where shop_id = @shop and customer_key = @guest
        """;
}
