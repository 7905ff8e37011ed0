using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>
/// An amount that had moved before a month's end, and that the month's books do not have because it was recorded later.
/// </summary>
/// <param name="MovementId">The movement.</param>
/// <param name="Event">What happened: `accrued`, `reversed`, `adjusted`, `paid`, …</param>
/// <param name="Document">What it is booked by.</param>
/// <param name="Rule">The plan's rule that earned it.</param>
/// <param name="CustomerId">Whose account is concerned.</param>
/// <param name="From">Account that gave.</param>
/// <param name="To">Account that received.</param>
/// <param name="Amount">More than 0.</param>
/// <param name="OccurredAt">When it happened: before the month's end.</param>
/// <param name="RecordedAt">When it was recorded.</param>
public sealed record LateFact(
    string MovementId, string Event, Document? Document, string? Rule, string? CustomerId, string From, string To,
    Money Amount, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt);

/// <summary>The late facts of one event.</summary>
/// <param name="Event">The event.</param>
/// <param name="Facts">How many.</param>
/// <param name="Amount">What they come to.</param>
public sealed record LateSum(string Event, long Facts, Money Amount);

/// <summary>A late fact as the ledger has it.</summary>
internal sealed record LateRow(
    long MovementId, string Event, string? CustomerId, string FromAccount, string ToAccount, long Amount,
    DateTimeOffset OccurredAt, DateTimeOffset RecordedAt)
{
    public LateFact ToFact(Documented found, Kernel.Shops.Shop shop) => new(
        PublicId.Of(ListMovements.Prefix, MovementId), Event, found.Document, found.Rule, CustomerId, FromAccount,
        ToAccount, shop.Money(Amount), OccurredAt, RecordedAt);
}

/// <summary>The statements about late facts.</summary>
internal static class LateFactStatements
{
    /// <summary>Late facts of a closed month, in the order in which they were booked.</summary>
    public static Rows<LateRow> LateFacts(
        this Batch batch, long shopId, string unit, MonthRow month, long after, int take) =>
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

    /// <summary>What they come to, by event.</summary>
    public static Rows<LateSumRow> LateSums(this Batch batch, long shopId, string unit, MonthRow month) =>
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
