namespace SocialCommerce.Kernel.Scores;

/// <summary>
/// SQL: what is asked of a metric. Each module states its own events; guests who were not claimed have no part.
/// </summary>
public static class ScoreSql
{
    /// <summary>SQL: the highest scores of a table <c>scored</c> (customer_key, score).</summary>
    public const string Highest = $"""
        select s.customer_key, c.customer_id, s.score
        from scored s join customers c on c.shop_id = @shop and c.customer_key = s.customer_key
        where s.score > 0 and not c.{Guest.IsGuestId}
        order by s.score desc, c.customer_id limit @most
        """;

    /// <summary>SQL: the score and the rank of @customer in the same table; no row without a score.</summary>
    public const string Own = $"""
        select s.score, 1 + (
            select count(*) from scored o join customers c on c.shop_id = @shop and c.customer_key = o.customer_key
            where o.score > s.score and not c.{Guest.IsGuestId}) as rank
        from scored s where s.customer_key = @customer and s.score > 0
        """;

    /// <summary>
    /// SQL: who has reached @atLeast by a table <c>happened</c> (customer_key, at, amount), by the times of the events:
    /// events of one instant count together. A sum that has fallen below again has not reached it.
    /// </summary>
    public const string Reached = """
        placed as (
            select customer_key, at, amount,
                to_char(date_trunc(@within, at at time zone @timeZone), 'YYYY-MM-DD') as starts_on
            from happened where at >= @from),
        summed as (
            select customer_key, starts_on, at,
                sum(amount) over (partition by customer_key, starts_on order by at) as sum_then,
                sum(amount) over (partition by customer_key, starts_on) as sum_now
            from placed)
        select customer_key, starts_on, min(at) as reached_at from summed
        where sum_then >= @atLeast and sum_now >= @atLeast
        group by customer_key, starts_on order by customer_key, starts_on
        """;
}
