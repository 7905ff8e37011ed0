namespace SocialCommerce.Commissions;

/// <summary>What is open of a customer and has to be settled before an erasure.</summary>
internal static class CommissionsErasureBlockers
{
    /// <summary>In the order in which they are best settled.</summary>
    public static readonly IReadOnlyList<ErasureBlocker> All =
    [
        new("partnerActive", "Resign the partner.", PartnerSql),
        new("applicationWaiting", "Decide the application.", ApplicationsSql),
        new("disputeOpen", "Answer the disputes.", DisputesSql),
        new("adjustmentWaiting", "Decide the adjustments.", AdjustmentsSql),
        new("projectOpen", "Accept or cancel the projects.", ProjectsSql),
        new(
            "commissionOpen",
            "Let commission mature, settle and pay it out, or adjust the balance to 0 by two persons.", BalancesSql),
    ];

    private const string PartnerSql = """
        select count(*) from (
            select distinct on (h.customer_key) h.tier, h.active from partner_history h
            where h.shop_id = @shop and h.customer_key = any(@leaving)
            order by h.customer_key, h.seq desc) as latest
        where latest.tier is not null and latest.active
        """;

    private const string ApplicationsSql = """
        select count(*) from partner_applications
        where shop_id = @shop and customer_key = any(@leaving) and approved is null
        """;

    private const string DisputesSql = """
        select count(*) from disputes d
        where d.shop_id = @shop and d.customer_key = any(@leaving) and not exists (
            select from dispute_answers a where a.shop_id = @shop and a.dispute_key = d.dispute_key)
        """;

    private const string AdjustmentsSql = """
        select count(*) from adjustments a
        where a.shop_id = @shop and a.customer_key = any(@leaving) and not exists (
            select from adjustment_decisions d where d.shop_id = @shop and d.adjustment_key = a.adjustment_key)
        """;

    private const string ProjectsSql = """
        select count(*) from projects p
        where p.shop_id = @shop and exists (
            select from jsonb_array_elements(p.content -> 'split') as part
            join customers c on c.shop_id = @shop and c.customer_id = part ->> 'customerId'
            where c.customer_key = any(@leaving))
            and not exists (
                select from project_decisions d where d.shop_id = @shop and d.project_key = p.project_key)
        """;

    private const string BalancesSql = $"""
        select count(*) from (
            select from movements m
            cross join lateral (values (m.from_account, -m.amount), (m.to_account, m.amount)) as sides(account, amount)
            where m.shop_id = @shop and m.customer_key = any(@leaving) and sides.account in (
                '{Account.Pending}', '{Account.Available}', '{Account.Held}', '{Account.Settled}')
            group by m.customer_key, m.unit, sides.account having sum(sides.amount) <> 0) as open
        """;
}
