namespace SocialCommerce.Membership.Ceremonies;

/// <summary>What the flows read and write about steps of ceremonies; a writer holds the customer's lock.</summary>
public static class StepSql
{
    /// <summary>A record by its id, with its correction.</summary>
    public static PendingRows<StepRow> CeremonyStep(this MembershipBatch batch, long shopId, string recordId) =>
        batch.Rows<StepRow>(FindSql, new { shop = shopId, recordId });

    /// <summary>Records that a step was done.</summary>
    public static void Record(this MembershipBatch batch, long shopId, StepRow step) => batch.Do(InsertSql, new
    {
        shop = shopId,
        step.RecordId,
        step.CustomerKey,
        step.StepKey,
        step.DoneAt,
        step.DoneBy,
        step.RecordedAt,
    });

    /// <summary>Records that a step was not done as its record says.</summary>
    public static void Correct(
        this MembershipBatch batch, long shopId, string recordId, StepCorrection correction) =>
        batch.Do(CorrectSql, new
        {
            shop = shopId,
            recordId,
            correction.Reason,
            correction.CorrectedBy,
            correction.CorrectedAt,
        });

    private const string FindSql = """
        select s.customer_key, s.record_id, s.step_key, s.done_at, s.done_by, s.recorded_at, c.reason, c.corrected_by,
            c.corrected_at
        from ceremony_steps s
        left join ceremony_corrections c on c.shop_id = @shop and c.record_id = s.record_id
        where s.shop_id = @shop and s.record_id = @recordId
        """;

    private const string InsertSql = """
        insert into ceremony_steps (shop_id, record_id, customer_key, step_key, done_at, done_by, recorded_at)
        values (@shop, @recordId, @customerKey, @stepKey, @doneAt, @doneBy, @recordedAt)
        """;

    private const string CorrectSql = """
        insert into ceremony_corrections (shop_id, record_id, reason, corrected_by, corrected_at)
        values (@shop, @recordId, @reason, @correctedBy, @correctedAt)
        """;
}
