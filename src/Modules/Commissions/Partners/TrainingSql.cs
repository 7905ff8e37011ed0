namespace SocialCommerce.Commissions.Partners;

/// <summary>The statements about trainings.</summary>
public static class TrainingSql
{
    /// <summary>Records a training; a row only when it was not recorded before.</summary>
    public static PendingRows<long> Pass(
        this CommissionsBatch batch, PostingContext posting, long customerKey, string trainingId, string? recordedBy) =>
        batch.Rows<long>(PassSql, new
        {
            shop = posting.ShopId,
            customerKey,
            trainingId,
            recordedBy,
            passedAt = posting.OccurredAt,
            posting.RecordedAt,
        });

    /// <summary>A person's training.</summary>
    public static PendingRows<Training> Training(
        this CommissionsBatch batch, long shopId, long customerKey, string trainingId) =>
        batch.Rows<Training>(FindSql, new { shop = shopId, customerKey, trainingId });

    private const string PassSql = """
        insert into partner_trainings (shop_id, customer_key, training_id, recorded_by, passed_at, recorded_at)
        values (@shop, @customerKey, @trainingId, @recordedBy, @passedAt, @recordedAt)
        on conflict (shop_id, customer_key, training_id) do nothing
        returning customer_key
        """;

    internal const string Columns = "c.customer_id, t.training_id, t.passed_at, t.recorded_at, t.recorded_by";

    private const string FindSql = $"""
        select {Columns}
        from partner_trainings t join customers c on c.shop_id = t.shop_id and c.customer_key = t.customer_key
        where t.shop_id = @shop and t.customer_key = @customerKey and t.training_id = @trainingId
        """;
}
