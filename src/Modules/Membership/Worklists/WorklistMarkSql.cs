namespace SocialCommerce.Membership.Worklists;

/// <summary>The statements about marks of worklists.</summary>
public static class WorklistMarkSql
{
    /// <summary>The latest mark of each task of some customers.</summary>
    public static PendingRows<WorklistMark> Marks(
        this MembershipBatch batch, long shopId, string worklist, long[] customerKeys) =>
        batch.Rows<WorklistMark>(MarksSql, new { shop = shopId, worklist, customerKeys });

    /// <summary>Adds a mark. The caller holds the customer's lock.</summary>
    public static void Mark(this MembershipBatch batch, long shopId, string worklist, WorklistMark mark) =>
        batch.Do(MarkSql, new
        {
            shop = shopId,
            worklist,
            mark.CustomerKey,
            mark.Occasion,
            mark.Done,
            mark.Note,
            mark.MarkedBy,
            mark.MarkedAt,
        });

    private const string MarksSql = """
        select distinct on (customer_key, occasion) customer_key, occasion, done, note, marked_by, marked_at
        from worklist_marks
        where shop_id = @shop and worklist = @worklist and customer_key = any(@customerKeys)
        order by customer_key, occasion, seq desc
        """;

    private const string MarkSql = """
        insert into worklist_marks (shop_id, worklist, customer_key, occasion, done, note, marked_by, marked_at)
        values (@shop, @worklist, @customerKey, @occasion, @done, @note, @markedBy, @markedAt)
        """;
}
