using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions.Disputes;

/// <summary>The statements about disputes; the flows book what they mean.</summary>
public static class DisputeSql
{
    /// <summary>The dispute with this id, if there is one.</summary>
    public static PendingRows<DisputeRow> Dispute(this CommissionsBatch batch, long shopId, string disputeId) =>
        batch.Rows<DisputeRow>(FindSql, new { shop = shopId, disputeId });

    /// <summary>The dispute of a movement, if there is one.</summary>
    public static PendingRows<string> DisputeOf(this CommissionsBatch batch, long shopId, long movementId) =>
        batch.Rows<string>(OfMovementSql, new { shop = shopId, movementId });

    /// <summary>A person's disputable movement, found by its statement line or by its id.</summary>
    public static PendingRows<Disputable> Disputable(
        this CommissionsBatch batch, long shopId, string unit, long customerKey, DisputedLine line) =>
        batch.Rows<Disputable>(DisputableSql, new
        {
            shop = shopId,
            unit,
            key = customerKey,
            line.StatementId,
            line.LineNo,
            line.MovementId,
        });

    /// <summary>Keeps a dispute, and holds what it is about: of a line settled → held.</summary>
    public static void OpenDispute(
        this CommissionsBatch batch, PostingContext posting, string unit, DisputeRow dispute, long? statementKey)
    {
        batch.Do(OpenSql, new
        {
            shop = posting.ShopId,
            dispute.DisputeId,
            dispute.CustomerKey,
            dispute.MovementId,
            statementKey,
            posting.OrderKey,
            dispute.Amount,
            dispute.Held,
            dispute.Reason,
            posting.RecordedAt,
        });
        if (dispute is { PeriodEnd: { } end, Held: > 0 })
            batch.Do(HoldLineSql, new
            {
                shop = posting.ShopId,
                unit,
                dispute.DisputeId,
                dispute.CustomerKey,
                dispute.Held,
                end,
                posting.RecordedAt,
            });
    }

    /// <summary>Keeps an answer, and sets a line free: held → settled.</summary>
    public static void AnswerDispute(
        this CommissionsBatch batch, PostingContext posting, string unit, DisputeRow answered)
    {
        batch.Do(AnswerSql, new
        {
            shop = posting.ShopId,
            answered.DisputeKey,
            answered.Outcome,
            answered.Note,
            answered.AdjustmentId,
            answered.Explanation,
            answered.AnsweredBy,
            posting.RecordedAt,
        });
        // As old as the statement: who pays only older statements leaves it out, held or not.
        if (answered is { PeriodEnd: { } end, Held: > 0 })
            batch.Sql.Book(
                [new Movement(
                    CommissionMoves.Answered, unit, answered.CustomerKey, answered.Held, answered.DisputeKey)],
                new PostingContext(posting.ShopId, end, posting.RecordedAt));
    }

    /// <summary>An adjustment that may put a dispute right, if there is one.</summary>
    public static PendingRows<Correction> Correction(this CommissionsBatch batch, long shopId, string adjustmentId) =>
        batch.Rows<Correction>(CorrectionSql, new { shop = shopId, adjustmentId });

    internal const string Columns = """
        d.dispute_key, d.dispute_id, d.customer_key, c.customer_id, s.statement_id, s.period_end, l.line_no,
        d.movement_id, o.order_id, d.amount, d.held, d.reason, d.recorded_at as opened_at, a.outcome, a.note,
        j.adjustment_id, a.explanation, a.answered_by, a.recorded_at as answered_at, h.accrual_id as held_accrual
        """;

    internal const string Joins = """
        join customers c on c.shop_id = @shop and c.customer_key = d.customer_key
        left join statements s on s.shop_id = @shop and s.statement_key = d.statement_key
        left join statement_lines l on l.shop_id = @shop and l.statement_key = d.statement_key
            and l.movement_id = d.movement_id
        left join commission_orders o on o.shop_id = @shop and o.order_key = d.order_key
        left join dispute_answers a on a.shop_id = @shop and a.dispute_key = d.dispute_key
        left join adjustments j on j.shop_id = @shop and j.adjustment_key = a.adjustment_key
        left join holds h on h.shop_id = @shop and h.subject_id = d.dispute_id and h.cause = 'dispute'
        """;

    private const string FindSql = $"""
        select {Columns} from disputes d {Joins} where d.shop_id = @shop and d.dispute_id = @disputeId
        """;

    private const string OfMovementSql = """
        select dispute_id from disputes where shop_id = @shop and movement_id = @movementId
        """;

    // Only what a statement may hold can be disputed: what a person's balance was changed by.
    private const string DisputableSql = $"""
        select m.movement_id, l.statement_key, s.statement_id, s.period_end, l.line_no, o.order_key, o.order_id,
            a.accrual_id, {EarnedMovements.Change} as amount, (
                select coalesce(sum(case '{Account.Settled}'
                    when b.to_account then b.amount when b.from_account then -b.amount else 0 end), 0)::bigint
                from movements b
                where b.shop_id = @shop and b.customer_key = @key and b.unit = @unit) as settled
        from movements m
        left join statement_lines l on l.shop_id = @shop and l.movement_id = m.movement_id
        left join statements s on s.shop_id = @shop and s.statement_key = l.statement_key
        left join accruals a on a.shop_id = @shop and a.accrual_id = m.subject_id and a.source_kind = 'order'
            and a.source_id = m.order_key and m.event in ({EarnedMovements.Earned})
        left join commission_orders o on o.shop_id = @shop and o.order_key = a.source_id
        where m.shop_id = @shop and m.customer_key = @key and m.unit = @unit and {EarnedMovements.IsFree}
            and m.movement_id = coalesce(@movementId, (
                select n.movement_id from statement_lines n
                join statements t on t.shop_id = @shop and t.statement_key = n.statement_key
                where n.shop_id = @shop and t.statement_id = @statementId and n.line_no = @lineNo))
        """;

    private const string OpenSql = """
        insert into disputes (shop_id, dispute_id, customer_key, movement_id, statement_key, order_key, amount, held,
            reason, recorded_at)
        values (@shop, @disputeId, @customerKey, @movementId, @statementKey, @orderKey, @amount, @held, @reason,
            @recordedAt)
        """;

    private const string HoldLineSql = $"""
        insert into movements (shop_id, journal_id, event, from_account, to_account, unit, customer_key, amount,
            subject_id, occurred_at, recorded_at)
        select @shop, {Ledger.JournalId}, '{DisputeEvents.Disputed}', '{Account.Settled}', '{Account.Held}', @unit,
            @customerKey, @held, dispute_key, @end, @recordedAt
        from disputes where shop_id = @shop and dispute_id = @disputeId
        """;

    private const string AnswerSql = """
        insert into dispute_answers (shop_id, dispute_key, outcome, note, adjustment_key, explanation, answered_by,
            recorded_at)
        values (@shop, @disputeKey, @outcome, @note, (
            select adjustment_key from adjustments where shop_id = @shop and adjustment_id = @adjustmentId),
            @explanation, @answeredBy, @recordedAt)
        """;

    private const string CorrectionSql = """
        select j.customer_key, coalesce(d.approved, false) as approved, (
            select o.dispute_id from dispute_answers a
            join disputes o on o.shop_id = @shop and o.dispute_key = a.dispute_key
            where a.shop_id = @shop and a.adjustment_key = j.adjustment_key) as dispute_id
        from adjustments j
        left join adjustment_decisions d on d.shop_id = @shop and d.adjustment_key = j.adjustment_key
        where j.shop_id = @shop and j.adjustment_id = @adjustmentId
        """;
}
