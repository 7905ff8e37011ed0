namespace SocialCommerce.Membership.StoredValue;

/// <summary>What the integrity check asks of stored value.</summary>
internal static class StoredValueChecks
{
    /// <summary>
    /// What is left of a customer's top-ups is what the ledger has, and never negative; what an order has spent of each
    /// is what it was committed for, less what came back.
    /// </summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks =
        [new("storedValue", BalancesSql), new("storedValueSpent", SpentSql)];

    private const string SpentSql = """
        select 'reservation ' || r.reservation_id as subject,
            format('principal %s, due %s; bonus %s, due %s', p.principal, r.principal - k.principal, p.bonus,
                r.bonus - k.bonus) as detail
        from stored_value_reservations r
        join (
            select reservation_key, sum(principal) as principal, sum(bonus) as bonus
            from stored_value_parts where shop_id = @shop group by reservation_key) as p
            on p.reservation_key = r.reservation_key
        cross join lateral (
            select coalesce(sum(principal), 0) as principal, coalesce(sum(bonus), 0) as bonus
            from stored_value_returns where shop_id = @shop and reservation_key = r.reservation_key) as k
        where r.shop_id = @shop and @unit <> ''
            and (p.principal <> r.principal - k.principal or p.bonus <> r.bonus - k.bonus)
        order by r.reservation_key limit 20
        """;

    private const string BalancesSql = $"""
        select 'customer ' || c.customer_id as subject,
            format('principal %s, ledger %s; bonus %s, ledger %s', coalesce(t.principal, 0), coalesce(l.principal, 0),
                coalesce(t.bonus, 0), coalesce(l.bonus, 0)) as detail
        from (
            select customer_key, sum(principal_left) as principal, sum(bonus_left) as bonus
            from stored_value_top_ups where shop_id = @shop group by customer_key) as t
        full join (
            select customer_key,
                sum(case when to_account = '{StoredValueMoves.PrincipalAccount}' then amount
                    when from_account = '{StoredValueMoves.PrincipalAccount}' then -amount else 0 end) as principal,
                sum(case when to_account = '{StoredValueMoves.BonusAccount}' then amount
                    when from_account = '{StoredValueMoves.BonusAccount}' then -amount else 0 end) as bonus
            from movements
            where shop_id = @shop and unit = @unit and (
                to_account in ('{StoredValueMoves.PrincipalAccount}', '{StoredValueMoves.BonusAccount}')
                or from_account in ('{StoredValueMoves.PrincipalAccount}', '{StoredValueMoves.BonusAccount}'))
            group by customer_key) as l on l.customer_key = t.customer_key
        join customers c on c.shop_id = @shop and c.customer_key = coalesce(t.customer_key, l.customer_key)
        where coalesce(t.principal, 0) <> coalesce(l.principal, 0) or coalesce(t.bonus, 0) <> coalesce(l.bonus, 0)
            or coalesce(l.principal, 0) < 0 or coalesce(l.bonus, 0) < 0
        order by c.customer_key limit 20
        """;
}
