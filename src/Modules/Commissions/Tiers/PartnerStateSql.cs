using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Tiers;

/// <summary>The statements about partners' standing that the flows carry.</summary>
public static class PartnerStateSql
{
    /// <summary>After so many entries the sums of a person are folded into one row.</summary>
    public const int FoldAfter = 32;

    /// <summary>
    /// Claims the buyer and the nearest two ancestors without waiting. An order that cannot claim a person shares that
    /// person with an order under way, and is evaluated again after both have committed. Must run before the standings
    /// are read, in a statement of its own: a snapshot is older than the claims made under it.
    /// </summary>
    public static PendingRows<PersonLock> TryLockPeople(this CommissionsBatch batch, long shopId) =>
        batch.Rows<PersonLock>(ClaimSql, new { shop = shopId, kind = (int)NumberedLock.Tier });

    /// <summary>Waits until no other transaction is changing these people's numbers.</summary>
    public static void LockTiers(this CommissionsBatch batch, long[] keys) => batch.Sql.Take(NumberedLock.Tier, keys);

    /// <summary>
    /// The standing of the carried buyer and ancestors, tiers as recorded up to <paramref name="asOf"/>.
    /// </summary>
    public static PendingRows<PartnerState> PartnerStates(
        this CommissionsBatch batch, long shopId, DateTimeOffset asOf) =>
        batch.Rows<PartnerState>(CarriedSql, new { shop = shopId, asOf });

    /// <summary>The standing of the people named.</summary>
    public static PendingRows<PartnerState> PartnerStates(
        this CommissionsBatch batch, long shopId, long[] keys, DateTimeOffset asOf) =>
        batch.Rows<PartnerState>(NamedSql, new { shop = shopId, keys, asOf });

    /// <summary>Appends what an event adds to people's numbers.</summary>
    public static void AddVolumes(this CommissionsBatch batch, long shopId, IReadOnlyCollection<Volume> volumes)
    {
        if (volumes.Count == 0) return;
        batch.Do(AddSql, new
        {
            shop = shopId,
            keys = volumes.Select(v => v.Key).ToArray(),
            own = volumes.Select(v => v.Own).ToArray(),
            team1 = volumes.Select(v => v.Team1).ToArray(),
            team2 = volumes.Select(v => v.Team2).ToArray(),
            team3 = volumes.Select(v => v.Team3).ToArray(),
            buyers = volumes.Select(v => v.Buyers).ToArray(),
        });
    }

    /// <summary>
    /// Folds a person's entries into one row. Deleting what is added makes it safe beside new entries.
    /// </summary>
    public static void FoldVolumes(this CommissionsBatch batch, long shopId, long key) =>
        batch.Do(FoldSql, new { shop = shopId, key });

    private const string ClaimSql = $"""
        select key, {Locks.TriesKey} as is_alone
        from unnest(array[{BatchVariables.BuyerKey}] || ({BatchVariables.UplineKeys})[1:2]) as key
        where @shop > 0 and key is not null
        """;

    // Numbers are read for the buyer and three ancestors; further ones only need their tier.
    private const string CarriedSql = $"""
        select {Columns}
        from (
            select key, position, position <= 4 as counts
            from unnest(array[{BatchVariables.BuyerKey}] || {BatchVariables.UplineKeys})
                with ordinality as u(key, position)) as p
        {Joins}
        order by p.position
        """;

    private const string NamedSql = $"""
        select {Columns} from (select key, true as counts from unnest(@keys) as u(key)) as p {Joins}
        """;

    private const string Columns = """
        p.key, case when latest.recorded_at > @asOf then past.tier else latest.tier end as tier,
        coalesce(case when latest.recorded_at > @asOf then past.active else latest.active end, false) as active,
        coalesce(case when latest.recorded_at > @asOf then past.seq else latest.seq end, 0) as seq,
        latest.tier as tier_now, coalesce(latest.active, true) as active_now, coalesce(latest.seq, 0) as seq_now,
        approval.customer_key is not null as approved,
        coalesce(sums.own, 0)::bigint as own, coalesce(sums.team1, 0)::bigint as team1,
        coalesce(sums.team2, 0)::bigint as team2, coalesce(sums.team3, 0)::bigint as team3,
        coalesce(sums.buyers, 0)::bigint as buyers, coalesce(sums.unfolded, 0)::bigint as unfolded,
        array(
            select t.training_id from partner_trainings t
            where t.shop_id = @shop and t.customer_key = p.key and p.counts) as trainings
        """;

    // What was at a moment is looked for only where something came later, which is seldom. The limit makes a look-up
    // of what the planner, which knows no shop's size, would otherwise read as a whole.
    private const string Joins = """
        left join lateral (
            select h.tier, h.active, h.seq, h.recorded_at from partner_history h
            where h.shop_id = @shop and h.customer_key = p.key
            order by h.seq desc limit 1) as latest on true
        left join lateral (
            select h.tier, h.active, h.seq from partner_history h
            where h.shop_id = @shop and h.customer_key = p.key and h.recorded_at <= @asOf
                and latest.recorded_at > @asOf
            order by h.seq desc limit 1) as past on true
        left join lateral (
            select a.customer_key from partner_approvals a where a.shop_id = @shop and a.customer_key = p.key
            limit 1) as approval on true
        left join lateral (
            select sum(own_minor) as own, sum(team1_minor) as team1, sum(team2_minor) as team2,
                sum(team3_minor) as team3, sum(buyers) as buyers, count(*) as unfolded
            from (
                select own_minor, team1_minor, team2_minor, team3_minor, buyers from partner_totals t
                where t.shop_id = @shop and t.customer_key = p.key and p.counts
                union all
                select own_minor, team1_minor, team2_minor, team3_minor, buyers from partner_volume v
                where v.shop_id = @shop and v.customer_key = p.key and p.counts) as entries) as sums on true
        """;

    internal const string AddSql = """
        insert into partner_volume (shop_id, customer_key, own_minor, team1_minor, team2_minor, team3_minor, buyers)
        select @shop, key, own, team1, team2, team3, buyers
        from unnest(@keys, @own, @team1, @team2, @team3, @buyers) as v(key, own, team1, team2, team3, buyers)
        """;

    private const string FoldSql = """
        with gone as (
            delete from partner_volume where shop_id = @shop and customer_key = @key
            returning own_minor, team1_minor, team2_minor, team3_minor, buyers)
        insert into partner_totals as t (shop_id, customer_key, own_minor, team1_minor, team2_minor, team3_minor,
            buyers)
        select @shop, @key, sum(own_minor), sum(team1_minor), sum(team2_minor), sum(team3_minor), sum(buyers)
        from gone having count(*) > 0
        on conflict (shop_id, customer_key) do update set own_minor = t.own_minor + excluded.own_minor,
            team1_minor = t.team1_minor + excluded.team1_minor, team2_minor = t.team2_minor + excluded.team2_minor,
            team3_minor = t.team3_minor + excluded.team3_minor, buyers = t.buyers + excluded.buyers
        """;
}
