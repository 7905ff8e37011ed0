namespace SocialCommerce.Kernel.Operators;

/// <summary>The statements about prepared decisions that slices and flows carry.</summary>
public static class PreparedSql
{
    /// <summary>The decision that waits for a second person, if there is one.</summary>
    public static PendingRows<PreparedRow> Prepared(this SqlBatch batch, long shopId, string kind, string subjectId) =>
        batch.Rows<PreparedRow>(WaitingSql, new { shop = shopId, kind, subjectId });

    /// <summary>Ends what waits once a decision takes effect: confirmed by it, or replaced.</summary>
    /// <param name="batch">The batch of the decision.</param>
    /// <param name="shopId">The shop.</param>
    /// <param name="prepared">What waits, if anything does; and the same again where this decision confirms it.</param>
    /// <param name="person">Who decides.</param>
    /// <param name="now">The shop's clock.</param>
    public static void EndPrepared(
        this SqlBatch batch, long shopId, (PreparedRow? Waits, PreparedRow? Confirmed) prepared, Person person,
        DateTimeOffset now)
    {
        if (prepared.Waits is { } waits)
            batch.End(shopId, waits, prepared.Confirmed is null ? "replaced" : "confirmed", person, now);
    }

    internal static void End(
        this SqlBatch batch, long shopId, PreparedRow prepared, string outcome, Person person, DateTimeOffset now) =>
        batch.Do(EndSql, new { shop = shopId, key = prepared.DecisionKey, outcome, person.OperatorId, now });

    /// <summary>SQL: the columns of a <see cref="PreparedRow"/>.</summary>
    public const string Columns = """
        d.decision_key, d.kind, d.subject_id, d.outcome, d.content, d.prepared_by, d.prepared_at, d.ended_by, d.ended_at
        """;

    private const string WaitingSql = $"""
        select {Columns} from prepared_decisions d
        where d.shop_id = @shop and d.kind = @kind and d.subject_id = @subjectId and d.outcome is null
        """;

    private const string EndSql = """
        update prepared_decisions set outcome = @outcome, ended_by = @operatorId, ended_at = @now
        where shop_id = @shop and decision_key = @key and outcome is null
        """;
}
