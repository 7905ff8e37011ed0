namespace SocialCommerce.Membership.JoiningReports;

/// <summary>The statement of the joining report.</summary>
public static class JoiningReportSql
{
    /// <summary>What became of the memberships that were pending from one instant and before another.</summary>
    public static PendingRows<JoiningCounts> JoiningCounts(
        this MembershipBatch batch, long shopId, DateTimeOffset from, DateTimeOffset to, int windowDays,
        DateTimeOffset asOf) =>
        batch.Rows<JoiningCounts>(CountSql, new { shop = shopId, from, to, windowDays, asOf });

    private const string CountSql = """
        with cases as (
            select m.state, m.pending_at, extract(epoch from m.begun_at - m.pending_at) as took,
                m.state = 'none' or m.pending_at + make_interval(hours => 24 * @windowDays) <= @asOf as closed,
                coalesce(m.begun_at < m.pending_at + make_interval(hours => 24 * @windowDays), false) as hit,
                extract(epoch from @asOf - m.pending_at) / 86400 as age,
                m.pending_at >= @from and m.pending_at < @to as counts
            from memberships m
            where m.shop_id = @shop and m.pending_at is not null and m.pending_at <= @asOf)
        select count(*) filter (where counts and closed) as denominator,
            count(*) filter (where counts and closed and hit) as numerator,
            count(*) filter (where counts and not closed) as open,
            count(*) filter (where counts and not closed and hit) as open_numerator,
            count(took) filter (where counts) as completed,
            round(percentile_disc(0.5) within group (order by took) filter (where counts) / 86400, 2) as median_days,
            round(percentile_disc(0.9) within group (order by took) filter (where counts) / 86400, 2) as p90_days,
            count(*) filter (where counts and state = 'none') as ended,
            count(*) filter (where state = 'pending') as open_cases,
            count(*) filter (where state = 'pending' and age < 3) as under3,
            count(*) filter (where state = 'pending' and age >= 3 and age < 7) as under7,
            count(*) filter (where state = 'pending' and age >= 7 and age < 30) as under30,
            count(*) filter (where state = 'pending' and age >= 30) as older
        from cases
        """;
}
