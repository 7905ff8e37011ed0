namespace SocialCommerce.Commissions.Partners;

/// <summary>The statements about applications that flows carry.</summary>
public static class ApplicationSql
{
    /// <summary>An application, locked until the transaction ends.</summary>
    public static PendingRows<ApplicationRow> LockApplication(this CommissionsBatch batch, long shopId, long key) =>
        batch.Rows<ApplicationRow>(LockSql, new { shop = shopId, key });

    /// <summary>Decides on a locked application.</summary>
    public static PendingRows<long> DecideApplication(
        this CommissionsBatch batch, long shopId, long key, ApplicationDecision decision) =>
        batch.Rows<long>(DecideSql, new
        {
            shop = shopId,
            key,
            decision.Approve,
            decision.Reason,
            decision.By,
            decision.Role,
            decision.At,
        });

    /// <summary>Applications that wait for a decision, after a key.</summary>
    public static PendingRows<ApplicationRow> WaitingApplications(
        this CommissionsBatch batch, long shopId, (long After, int Take) page) =>
        batch.Rows<ApplicationRow>(WaitingSql, new { shop = shopId, page.After, page.Take });

    private const string WaitingSql = $"""
        select {ApplicationRow.Columns} {ApplicationRow.From}
        where a.shop_id = @shop and a.application_key > @after and a.approved is null
        order by a.application_key limit @take
        """;

    private const string LockSql = $"""
        select {ApplicationRow.Columns} {ApplicationRow.From}
        where a.shop_id = @shop and a.application_key = @key for no key update of a
        """;

    private const string DecideSql = """
        update partner_applications set approved = @approve, reason = @reason, decided_by = @by, decided_role = @role,
            decided_at = @at
        where shop_id = @shop and application_key = @key
        returning application_key
        """;
}
