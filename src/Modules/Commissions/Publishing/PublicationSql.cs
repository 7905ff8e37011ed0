using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Plans;

namespace SocialCommerce.Commissions.Publishing;

/// <summary>The statements by which a version is published; the flow carries them.</summary>
public static class PublicationSql
{
    /// <summary>The reads of publishing besides the version itself.</summary>
    public static PublishingState PublishingState(this CommissionsBatch batch, Shop shop) => new(batch.Sql, shop);

    /// <summary>Publishes a locked draft, and keeps what was found.</summary>
    public static PendingRows<PlanRow> Publish(
        this CommissionsBatch batch, long shopId, PlanRow plan, DateTimeOffset from, Publication kept)
    {
        var made = batch.Rows<PlanRow>(PublishSql, new
        {
            shop = shopId,
            plan.PlanKey,
            from,
            kept.PublishedBy,
            now = kept.PublishedAt,
        });
        batch.Do(KeepSql, new
        {
            shop = shopId,
            plan.PlanKey,
            kept.Profile,
            kept.WorstBps,
            findings = Json.Write(kept.Findings),
            acknowledgements = Json.Write(kept.Acknowledgements),
            now = kept.PublishedAt,
        });
        batch.OpenBudgets(shopId, plan.PlanKey, plan.ReadContent());
        return made;
    }

    private const string PublishSql = $"""
        update plans set status = 'published', effective_from = @from, published_at = @now,
            published_by = @publishedBy, revision = revision + 1
        where shop_id = @shop and plan_key = @planKey
        returning {PlanRow.Columns}
        """;

    private const string KeepSql = """
        insert into plan_publications (shop_id, plan_key, profile, worst_bps, findings, acknowledgements, recorded_at)
        values (@shop, @planKey, @profile, @worstBps, @findings::jsonb, @acknowledgements::jsonb, @now)
        """;
}
