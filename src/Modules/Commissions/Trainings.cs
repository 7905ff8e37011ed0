using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>A training or an exam that somebody has passed.</summary>
/// <param name="CustomerId">The person.</param>
/// <param name="TrainingId">The shop's own id of the training or exam, as the tiers' conditions name it.</param>
/// <param name="PassedAt">When it was passed.</param>
/// <param name="RecordedAt">When the shop heard of it, by its clock; tiers count it from then on.</param>
/// <param name="RecordedBy">Operator who recorded it; absent for a backend's key.</param>
public sealed record Training(
    string CustomerId, string TrainingId, DateTimeOffset PassedAt, DateTimeOffset RecordedAt, string? RecordedBy);

/// <summary>The statements about trainings.</summary>
public static class TrainingStatements
{
    /// <summary>Records a training; a row only when it was not recorded before.</summary>
    public static Rows<long> Pass(
        this Batch batch, Occasion when, long customerKey, string trainingId, string? recordedBy) =>
        batch.Rows<long>(PassSql, new
        {
            shop = when.ShopId,
            customerKey,
            trainingId,
            recordedBy,
            passedAt = when.OccurredAt,
            when.RecordedAt,
        });

    /// <summary>A person's training.</summary>
    public static Rows<Training> Training(this Batch batch, long shopId, long customerKey, string trainingId) =>
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
