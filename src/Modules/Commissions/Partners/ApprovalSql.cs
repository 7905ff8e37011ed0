using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Partners;

/// <summary>The statements about approvals.</summary>
public static class ApprovalSql
{
    /// <summary>Approves a person; a row only when this made the approval.</summary>
    public static PendingRows<long> Approve(
        this CommissionsBatch batch, long shopId, long key, string approvedBy, DateTimeOffset now) =>
        batch.Rows<long>(ApproveSql, new { shop = shopId, key, approvedBy, now });

    /// <summary>A person's approval.</summary>
    public static PendingRows<Approval> Approval(this CommissionsBatch batch, long shopId, long key) =>
        batch.Rows<Approval>(FindSql, new { shop = shopId, key });

    private const string ApproveSql = """
        insert into partner_approvals (shop_id, customer_key, approved_by, recorded_at)
        values (@shop, @key, @approvedBy, @now)
        on conflict (shop_id, customer_key) do nothing
        returning customer_key
        """;

    private const string FindSql = $"""
        select c.customer_id, a.approved_by, a.recorded_at as approved_at, (
            select h.tier from partner_history h
            where h.shop_id = @shop and h.customer_key = @key and h.cause = '{Promotion.ByApproval}'
            order by h.seq limit 1) as promoted_to
        from partner_approvals a join customers c on c.shop_id = a.shop_id and c.customer_key = a.customer_key
        where a.shop_id = @shop and a.customer_key = @key
        """;
}
