namespace SocialCommerce.Commissions.Accruals;

/// <summary>Reads balances as they follow from time, for payouts.</summary>
public static class MaturedBalanceSql
{
    /// <summary>
    /// What people have that is matured by time, booked or not, and in no statement: of these people, or of all.
    /// </summary>
    public static PendingRows<MaturedBalance> MaturedBalances(
        this CommissionsBatch batch, long shopId, string unit, long[]? keys, DateTimeOffset now) =>
        batch.Rows<MaturedBalance>(MaturedSql, new { shop = shopId, unit, keys, now });

    // In one pass over the shop, or over those who are named: what is booked, and what is due and not booked.
    private const string MaturedSql = $"""
        select customer_key, sum(change)::bigint as balance
        from (
            select customer_key, case '{Account.Available}' when to_account then amount else -amount end as change
            from movements
            where shop_id = @shop and unit = @unit and '{Account.Available}' in (from_account, to_account)
                and (@keys is null or customer_key = any(@keys))
            union all
            select m.customer_key, case '{Account.Pending}' when m.to_account then m.amount else -m.amount end
            from commission_orders o
            join accruals a on a.shop_id = @shop and a.source_kind = 'order' and a.source_id = o.order_key
            join movements m on m.shop_id = @shop and m.subject_id = a.accrual_id and m.order_key = o.order_key
                and m.customer_key = a.beneficiary_key and m.unit = @unit
                and '{Account.Pending}' in (m.from_account, m.to_account)
            where o.shop_id = @shop and o.accruals > 0 and not o.matured and o.matures_at <= @now
                and (@keys is null or a.beneficiary_key = any(@keys))
            union all
            select m.customer_key, case '{Account.Pending}' when m.to_account then m.amount else -m.amount end
            from bonus_sources s
            join accruals a on a.shop_id = @shop and a.source_kind = s.source_kind and a.source_id = s.source_key
            join movements m on m.shop_id = @shop and m.subject_id = a.accrual_id and m.order_key is null
                and m.customer_key = a.beneficiary_key and m.unit = @unit
                and '{Account.Pending}' in (m.from_account, m.to_account)
            where s.shop_id = @shop and not s.matured and s.matures_at <= @now
                and (@keys is null or a.beneficiary_key = any(@keys))) as changes
        group by customer_key
        """;
}
