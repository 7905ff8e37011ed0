using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.StopRules;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Dividends;

/// <summary>The statements by which tiers are given; every flow that promotes carries them.</summary>
public static class PromotionSql
{
    /// <summary>
    /// Enters promotions into the history and pays the referrers what is due for them. One statement, so that all of an
    /// event's promotions are judged by the tiers as they were before it, in whatever order they stand.
    /// </summary>
    public static void Promote(
        this CommissionsBatch batch, PostingContext posting, string cause, string unit, CommissionSettings settings,
        IReadOnlyCollection<Promotion> promotions)
    {
        if (promotions.Count == 0) return;
        var bonus = PeerOnceBonus.Of(settings, posting.RecordedAt);
        var on = batch.LockAccrualStopsShared(posting.ShopId, bonus is null ? [] : settings.Stops);
        batch.Do(bonus is null ? PromoteSql : PromoteAndPaySql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            posting.OccurredAt,
            posting.RecordedAt,
            cause,
            unit,
            keys = promotions.Select(p => p.Key).ToArray(),
            previous = promotions.Select(p => p.PreviousSeq).ToArray(),
            tiers = promotions.Select(p => p.To).ToArray(),
            referrers = promotions.Select(p => p.ReferrerKey ?? 0).ToArray(),
            ranked = settings.Tiers.Select(tier => tier.TierId).ToArray(),
            plan = bonus?.PlanKey ?? 0,
            rule = bonus?.Rule ?? "",
            amount = bonus?.AmountMinor ?? 0,
            maturesAt = bonus?.MaturesAt ?? posting.RecordedAt,
            on.StopIds,
            on.Scopes,
            on.Targets,
        });
    }

    private const string Given = """
        with given as (
            insert into partner_history (shop_id, customer_key, previous_seq, tier, active, cause, order_key,
                recorded_at, seen)
            select @shop, key, previous, tier, true, @cause, @orderKey, @recordedAt, pg_current_snapshot()
            from unnest(@keys, @previous, @tiers) as p(key, previous, tier)
            returning customer_key, seq, tier)
        """;

    private const string Counted = """
        insert into direct_partners (shop_id, referrer_key, tier, customer_key)
            select @shop, p.referrer, given.tier, given.customer_key
            from given join unnest(@keys, @referrers) as p(key, referrer) on p.key = given.customer_key
            where p.referrer > 0
            on conflict do nothing
        """;

    private const string PromoteSql = $"{Given} {Counted}";

    private const string PromoteAndPaySql = $"""
        {Given},
        counted as (
            {Counted}),
        paired as (
            insert into promotion_bonuses (shop_id, customer_key, referrer_key, history_seq, referrer_seq, plan_key,
                rule, recorded_at)
            select @shop, given.customer_key, p.referrer, given.seq, held.seq, @plan, @rule, @recordedAt
            from given
            join unnest(@keys, @referrers) as p(key, referrer) on p.key = given.customer_key
            cross join lateral (
                select h.seq, h.tier, h.active from partner_history h
                where h.shop_id = @shop and h.customer_key = p.referrer order by h.seq desc limit 1) as held
            where held.active and array_position(@ranked, held.tier) <= array_position(@ranked, given.tier)
            order by p.referrer, given.customer_key
            on conflict (shop_id, customer_key, referrer_key) do nothing
            returning customer_key, referrer_key, referrer_seq, source_key),
        sourced as (
            insert into bonus_sources (shop_id, source_key, source_kind, source_id, plan_key, matures_at, recorded_at)
            select @shop, paired.source_key, '{AccrualSource.Promotion}', c.customer_id, @plan, @maturesAt, @recordedAt
            from paired join customers c on c.shop_id = @shop and c.customer_key = paired.customer_key),
        made as (
            insert into accruals (shop_id, source_kind, source_id, rule, kind, beneficiary_key, depth, tier, amount,
                recorded_at)
            select @shop, '{AccrualSource.Promotion}', paired.source_key, @rule, '{PlanRule.PeerOnce}',
                paired.referrer_key, 1, held.tier, @amount, @recordedAt
            from paired join partner_history held on held.shop_id = @shop
                and held.customer_key = paired.referrer_key and held.seq = paired.referrer_seq
            returning accrual_id, rule, beneficiary_key, amount),
        {AccrualSourceSql.BookMade}
        """;
}
