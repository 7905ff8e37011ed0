using SocialCommerce.Books.Months;

namespace SocialCommerce.Books.LateFacts;

/// <summary>The statements about late facts.</summary>
internal static class LateFactSql
{
    /// <summary>Late facts of a closed month, in the order in which they were booked.</summary>
    public static PendingRows<LateRow> LateFacts(
        this BooksBatch batch, long shopId, string unit, MonthRow month, long after, int take) =>
        batch.Rows<LateRow>(ListSql, new
        {
            shop = shopId,
            unit,
            end = month.MonthEnd,
            month.Watermark,
            month.NextFrom,
            after,
            take,
        });

    /// <summary>Totals of the late facts, by event.</summary>
    public static PendingRows<LateSumRow> LateSums(
        this BooksBatch batch, long shopId, string unit, MonthRow month) =>
        batch.Rows<LateSumRow>(
            SumsSql, new { shop = shopId, unit, end = month.MonthEnd, month.Watermark, month.NextFrom });

    /// <summary>A sum as it is read.</summary>
    internal sealed record LateSumRow(string Event, long Facts, long Amount);

    // What goes from one account of a person's claim to another (it matures, is settled, held, set free) follows from
    // facts that are listed themselves.
    private const string IsLate = $"""
        m.shop_id = @shop and m.unit = @unit and m.movement_id >= @nextFrom and m.occurred_at < @end
            and (m.recorded_at >= @end or m.movement_id > @watermark) and not (
                m.from_account in ('{Account.Pending}', '{Account.Available}', '{Account.Held}', '{Account.Settled}')
                and m.to_account in ('{Account.Pending}', '{Account.Available}', '{Account.Held}', '{Account.Settled}'))
        """;

    private const string ListSql = $"""
        select m.movement_id, m.event, c.customer_id, m.from_account, m.to_account, m.amount, m.occurred_at,
            m.recorded_at
        from (
            select * from movements m where {IsLate} and m.movement_id > @after
            order by m.movement_id limit @take) as m
        left join customers c on c.shop_id = @shop and c.customer_key = m.customer_key
        order by m.movement_id
        """;

    private const string SumsSql = $"""
        select m.event, count(*) as facts, sum(m.amount)::bigint as amount
        from movements m where {IsLate} group by m.event order by m.event
        """;
}
