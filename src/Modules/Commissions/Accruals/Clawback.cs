using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Accruals;

/// <summary>
/// The return policy withinBalance: a reversal after maturity is booked in full, against what has not left the shop
/// first; a shortfall against what was paid out is given back from claw-back loss by a second movement, as absorbed
/// (docs/commission-rules.md#plans). The balance is what there would be if nothing of it were held, so that a lost
/// chargeback costs what the same refund does. Older debts stay what they are.
/// </summary>
public static class Clawback
{
    /// <summary>Whether a refund needs to know the balances.</summary>
    public static bool ReadsBalances(PlanContent? plan, bool matured) =>
        matured && plan?.ReturnPolicy == PlanContent.WithinBalance;

    /// <summary>
    /// What is given back of each reversal; and taken back again, where what was reversed is restored.
    /// </summary>
    /// <param name="changes">The changes of matured accruals that are free, or were held out of the balance.</param>
    /// <param name="balances">Balances before them.</param>
    /// <param name="unit">The currency.</param>
    public static IEnumerable<Movement> Absorb(
        IEnumerable<Reversal.Change> changes, IEnumerable<AvailableBalance> balances, string unit)
    {
        var of = balances.ToDictionary(balance => balance.CustomerKey);
        var left = of.Values.ToDictionary(one => one.CustomerKey, one => one.Balance + one.HeldOut + one.InStatements);
        var gone = of.Values.ToDictionary(one => one.CustomerKey, one => Math.Max(one.Gone, 0));
        // What is restored to a person comes first: it can bear a reversal of the same refund.
        foreach (var (accrual, difference) in changes.OrderBy(change => change.Difference < 0))
        {
            var key = accrual.BeneficiaryKey;
            var before = left.GetValueOrDefault(key);
            var borne = difference > 0
                ? -Math.Min(difference, accrual.Absorbed)
                : Math.Clamp(-difference - Math.Max(before, 0), 0, gone.GetValueOrDefault(key));
            left[key] = before + difference + borne;
            gone[key] = gone.GetValueOrDefault(key) - borne;
            if (borne > 0)
                yield return new Movement(CommissionMoves.Absorbed, unit, key, borne, accrual.AccrualId);
            if (borne < 0)
                yield return new Movement(CommissionMoves.AbsorptionReversed, unit, key, -borne, accrual.AccrualId);
        }
    }

    /// <summary>The balances of people who are held until the transaction ends.</summary>
    public static PendingRows<AvailableBalance> HoldBalances(
        this CommissionsBatch batch, long shopId, string unit, long[] keys, DateTimeOffset now)
    {
        batch.LockPeople(shopId, keys);
        return batch.AvailableBalances(shopId, unit, keys, now);
    }

    /// <summary>
    /// Until the transaction ends no settlement run, no adjustment and no other such refund changes these people's
    /// balances.
    /// </summary>
    public static void LockPeople(this CommissionsBatch batch, long shopId, long[] keys)
    {
        batch.Sql.Hold(NumberedLock.Settlement, shopId);
        batch.Sql.LockPeople(keys);
    }

    /// <summary>The balances of people at a moment, maturity counted by time.</summary>
    public static PendingRows<AvailableBalance> AvailableBalances(
        this CommissionsBatch batch, long shopId, string unit, long[] keys, DateTimeOffset now) =>
        batch.Rows<AvailableBalance>(BalancesSql, new { shop = shopId, unit, keys, now });

    /// <summary>SQL: of an accrual's movements, the account out of which it was last held.</summary>
    internal const string HeldOutOf =
        $"(array_agg(from_account order by movement_id desc) filter (where event = '{CommissionHolds.Held}'))[1]";

    private const string BalancesSql = $"""
        select p.key as customer_key, coalesce((
            select sum(sides.change)
            from movements m
            cross join lateral (values (m.from_account, -m.amount), (m.to_account, m.amount)) as sides(account, change)
            where m.shop_id = @shop and m.customer_key = p.key and m.unit = @unit and (
                sides.account = '{Account.Available}' or (sides.account = '{Account.Pending}' and (
                    select o.matures_at <= @now and not o.matured from commission_orders o
                    where o.shop_id = @shop and o.order_key = m.order_key
                    union all
                    {AccrualSourceSql.IsDue})))), 0)::bigint as balance, coalesce((
            select sum(h.amount) from (
                select {HeldOutOf} as source, sum(case '{Account.Held}'
                    when to_account then amount else -amount end) as amount
                from movements
                where shop_id = @shop and customer_key = p.key and unit = @unit
                    and '{Account.Held}' in (from_account, to_account)
                    and event not in ('{DisputeEvents.Disputed}', '{DisputeEvents.Answered}')
                group by order_key, subject_id) as h
            where h.source = '{Account.Available}'), 0)::bigint as held_out,
            coalesce(w.in_statements, 0)::bigint as in_statements, coalesce(w.gone, 0)::bigint as gone
        from unnest(@keys) as p(key)
        cross join lateral (
            select sum(case '{Account.Settled}' when to_account then amount when from_account then -amount else 0 end)
                    filter (where event not in ('{DisputeEvents.Disputed}', '{DisputeEvents.Answered}'))
                    as in_statements,
                sum(case when event in ('submitted', 'withheld', 'returned', 'taxReturned')
                        then case '{Account.Settled}' when from_account then amount else -amount end
                    when event not in ('absorbed', '{AdjustmentKinds.Event}') then 0
                    when '{Account.ClawbackLoss}' = to_account then amount
                    when from_account in ('{Account.ClawbackLoss}', '{Account.Clearing}') then -amount else 0 end)
                    as gone
            from movements
            where shop_id = @shop and customer_key = p.key and unit = @unit) as w
        """;
}
