namespace SocialCommerce.Commissions.Projects;

/// <summary>The statements about tasks that several slices carry.</summary>
internal static class ProjectSql
{
    /// <summary>Holds a task's id, known or not, until the transaction ends.</summary>
    public static void LockProject(this CommissionsBatch batch, long shopId, string projectId) =>
        batch.Sql.Take(NamedLock.Project, shopId, projectId);

    /// <summary>A task.</summary>
    public static PendingRows<ProjectRow> FindProject(this CommissionsBatch batch, long shopId, string projectId) =>
        batch.Rows<ProjectRow>(FindSql, new { shop = shopId, projectId });

    /// <summary>People by the merchant's ids, with where they stand now.</summary>
    public static PendingRows<ProjectPerson> ProjectPeople(
        this CommissionsBatch batch, long shopId, IEnumerable<string> ids) =>
        batch.Rows<ProjectPerson>(PeopleSql, new { shop = shopId, ids = ids.ToArray() });

    /// <summary>Ends a task.</summary>
    public static void DecideProject(
        this CommissionsBatch batch, long shopId, ProjectRow project, ProjectDecision decision, long? sourceKey) =>
        batch.Do(DecideSql, new
        {
            shop = shopId,
            project.ProjectKey,
            sourceKey,
            decision.Achieved,
            answer = Json.Write(decision),
            decision.Reason,
            decision.DecidedBy,
            decision.DecidedAt,
        });

    private const string FindSql = $"""
        select {ProjectRow.Columns} where p.shop_id = @shop and p.project_id = @projectId
        """;

    private const string PeopleSql = """
        select c.customer_key as key, c.customer_id, held.tier, coalesce(held.active, false) as active
        from customers c
        left join lateral (
            select h.tier, h.active from partner_history h
            where h.shop_id = @shop and h.customer_key = c.customer_key order by h.seq desc limit 1) as held on true
        where c.shop_id = @shop and c.customer_id = any(@ids)
        """;

    private const string DecideSql = """
        insert into project_decisions (shop_id, project_key, source_key, achieved, answer, reason, decided_by,
            recorded_at)
        values (@shop, @projectKey, @sourceKey, @achieved, @answer::jsonb, @reason, @decidedBy, @decidedAt)
        """;
}
