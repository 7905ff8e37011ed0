using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.StopRules;

namespace SocialCommerce.Commissions.Accruals;

/// <summary>The statements about bonuses that no order pays.</summary>
internal static class AccrualSourceSql
{
    /// <summary>A key for a new source.</summary>
    public static PendingRows<long> NextSource(this CommissionsBatch batch) => batch.Rows<long>(NextSql, new { });

    /// <summary>
    /// Makes a source and accrues what it pays: expense → pending, and → held where an accrual stop is on its rule or
    /// person.
    /// </summary>
    public static void Accrue(
        this CommissionsBatch batch, PostingContext posting, string unit, NewSource source,
        IReadOnlyCollection<SourceShare> shares,
        IReadOnlyList<AccrualStop> stops)
    {
        var on = batch.LockAccrualStopsShared(posting.ShopId, stops);
        batch.Do(AccrueSql, new
        {
            shop = posting.ShopId,
            unit,
            posting.OccurredAt,
            posting.RecordedAt,
            source.Key,
            source.Kind,
            source.Id,
            source.PlanKey,
            source.MaturesAt,
            rules = shares.Select(share => share.Rule).ToArray(),
            kinds = shares.Select(share => share.Kind).ToArray(),
            beneficiaries = shares.Select(share => share.CustomerKey).ToArray(),
            tiers = shares.Select(share => share.Tier).ToArray(),
            amounts = shares.Select(share => share.Amount).ToArray(),
            on.StopIds,
            on.Scopes,
            on.Targets,
        });
    }

    /// <summary>Books the maturity of all sources that matured before a period's end.</summary>
    public static void BookSourceMaturity(
        this CommissionsBatch batch, long shopId, string unit, DateTimeOffset end) =>
        batch.Do(MatureSql, new { shop = shopId, unit, end });

    /// <summary>SQL: whether a pending movement m of no order has matured by @now and is not booked as such.</summary>
    internal const string IsDue = """
        select s.matures_at <= @now and not s.matured
        from accruals a join bonus_sources s on s.shop_id = @shop and s.source_key = a.source_id
            and s.source_kind = a.source_kind
        where a.shop_id = @shop and a.accrual_id = m.subject_id and m.order_key is null
        """;

    /// <summary>SQL: what sources have accrued, as what statements hold; a condition follows.</summary>
    internal const string Lines = $"""
        select m.customer_key, c.customer_id, m.movement_id, null::text as order_id, a.rule, a.kind,
            nullif(a.depth, 0) as depth, a.tier, m.event, {EarnedMovements.Change} as amount, m.occurred_at,
            m.recorded_at, s.matures_at, greatest(s.matures_at, m.recorded_at) as eligible_at,
            null::text as adjustment_id, null::text as reason, null::text as document, s.source_kind, s.source_id
        from bonus_sources s
        join accruals a on a.shop_id = @shop and a.source_kind = s.source_kind and a.source_id = s.source_key
        join movements m on m.shop_id = @shop and m.subject_id = a.accrual_id and m.customer_key = a.beneficiary_key
            and m.order_key is null and m.unit = @unit and {EarnedMovements.IsFree}
        join customers c on c.shop_id = @shop and c.customer_key = m.customer_key
        """;

    /// <summary>SQL: those that became eligible from the run before to the period's end.</summary>
    internal const string FreshLines = $"""
        {Lines}
        where s.shop_id = @shop and m.event in ({EarnedMovements.Earned})
            and s.matures_at < @end and m.recorded_at < @end
            and (@start is null or s.matures_at >= @start or m.recorded_at >= @start or {EarnedMovements.IsLeftOut})
            and m.movement_id <= @now
        """;

    /// <summary>SQL: those that earlier runs carried forward, of people p.</summary>
    internal const string OlderLines = $"""
        {Lines}
        join people p on p.key = m.customer_key
        where s.shop_id = @shop and m.event in ({EarnedMovements.Earned})
            and s.matures_at < @start and m.recorded_at < @start and {EarnedMovements.WasSeen}
            and (p.period_end is null or greatest(s.matures_at, m.recorded_at) >= p.period_end
                or {EarnedMovements.WasLeftOut})
        """;

    /// <summary>SQL: the end of a statement that has made accruals of a source, as <c>made</c>.</summary>
    internal const string BookMade = $"""
        stopped as (
            select made.accrual_id, made.beneficiary_key, made.amount, b.accrual_stop_id
            from unnest(@stopIds, @scopes, @targets) as b(accrual_stop_id, scope, target)
            left join customers c on c.shop_id = @shop and c.customer_id = b.target and b.scope = '{AccrualStop.Person}'
            join made on case b.scope
                when '{AccrualStop.Rule}' then made.rule = b.target else made.beneficiary_key = c.customer_key end),
        holding as (
            insert into holds (shop_id, accrual_id, cause, subject_id, recorded_at)
            select @shop, accrual_id, '{HoldReason.AccrualStop}', accrual_stop_id, @recordedAt from stopped)
        insert into movements (shop_id, journal_id, event, from_account, to_account, unit, customer_key, amount,
            subject_id, occurred_at, recorded_at)
        select @shop, {Ledger.JournalId}, move.event, move.from_account, move.to_account, @unit, beneficiary_key,
            amount, accrual_id, @occurredAt, @recordedAt
        from (
            select accrual_id, beneficiary_key, amount, 'accrued' as event from made
            union all
            select distinct accrual_id, beneficiary_key, amount, '{CommissionHolds.Held}' from stopped) as booked
        join (values
            ('accrued', '{Account.Expense}', '{Account.Pending}'),
            ('{CommissionHolds.Held}', '{Account.Pending}', '{Account.Held}'))
            as move(event, from_account, to_account) using (event)
        order by event, accrual_id
        """;

    private const string NextSql = "select nextval('bonus_source_keys')";

    private const string AccrueSql = $"""
        with source as (
            insert into bonus_sources (shop_id, source_key, source_kind, source_id, plan_key, matures_at, recorded_at)
            values (@shop, @key, @kind, @id, @planKey, @maturesAt, @recordedAt)),
        made as (
            insert into accruals (shop_id, source_kind, source_id, rule, kind, beneficiary_key, depth, tier, amount,
                recorded_at)
            select @shop, @kind, @key, rule, kind, beneficiary, 0, tier, amount, @recordedAt
            from unnest(@rules, @kinds, @beneficiaries, @tiers, @amounts) as a(rule, kind, beneficiary, tier, amount)
            where amount > 0
            returning accrual_id, rule, beneficiary_key, amount),
        {BookMade}
        """;

    private const string MatureSql = $"""
        with due as (
            update bonus_sources set matured = true
            where shop_id = @shop and not matured and matures_at < @end
            returning source_key, source_kind, matures_at)
        insert into movements (shop_id, journal_id, event, from_account, to_account, unit, customer_key, amount,
            subject_id, occurred_at, recorded_at)
        select @shop, {Ledger.JournalId}, 'matured', '{Account.Pending}', '{Account.Available}', @unit,
            a.beneficiary_key, n.net, a.accrual_id, due.matures_at, due.matures_at
        from due
        join accruals a on a.shop_id = @shop and a.source_kind = due.source_kind and a.source_id = due.source_key
        cross join lateral (
            select sum(case '{Account.Pending}' when m.to_account then m.amount
                when m.from_account then -m.amount else 0 end) as net
            from movements m
            where m.shop_id = @shop and m.subject_id = a.accrual_id and m.customer_key = a.beneficiary_key
                and m.order_key is null and m.unit = @unit) as n
        where n.net > 0
        order by due.source_key, a.accrual_id
        """;
}
