namespace SocialCommerce.Ladder.Payments;

/// <summary>The statements about payments of orders after they were reported.</summary>
public static class PaymentSql
{
    /// <summary>The carried order's payments and write-offs.</summary>
    public static PendingRows<PaymentRow> Payments(this LadderBatch batch, long shopId) =>
        batch.Rows<PaymentRow>(OfOrderSql, new { shop = shopId });

    /// <summary>The carried order's plan as it was reported, as JSON; null for one that was paid at once.</summary>
    public static PendingRows<string?> Plan(this LadderBatch batch, long shopId) =>
        batch.Rows<string?>(PlanSql, new { shop = shopId });

    /// <summary>The order with a write-off of this id, if there is one.</summary>
    public static PendingRows<string> WriteOffOf(this LadderBatch batch, long shopId, string writeOffId) =>
        batch.Rows<string>(WriteOffSql, new { shop = shopId, writeOffId });

    /// <summary>Keeps the parts of an order's plan.</summary>
    public static void KeepParts(this LadderBatch batch, PostingContext posting, PaymentSchedule schedule) =>
        batch.Do(PartsSql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            numbers = schedule.Parts.Select(part => part.Part.Number).ToArray(),
            dues = schedule.Parts.Select(part => part.Part.DueAt).ToArray(),
            amounts = schedule.Parts.Select(part => part.Part.Amount.Amount).ToArray(),
            open = schedule.Parts.Select(part => part.OpenMinor).ToArray(),
        });

    /// <summary>Keeps a payment or a write-off, and what it leaves open of the plan, where there is one.</summary>
    public static void Keep(this LadderBatch batch, PostingContext posting, PaymentRow row, PaymentSchedule? after)
    {
        batch.Do(KeepSql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            row.PaymentId,
            row.OrderId,
            row.IsWriteOff,
            row.PartNo,
            row.AmountMinor,
            row.RefundedMinor,
            row.PaidAt,
            row.RecordedAt,
            row.Reason,
        });
        if (after is not null) batch.Do(OpenSql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            numbers = after.Parts.Select(part => part.Part.Number).ToArray(),
            open = after.Parts.Select(part => part.OpenMinor).ToArray(),
            after.PaidUpAt,
        });
    }

    private const string OfOrderSql = $"""
        select payment_id, order_id, is_write_off, part_no, amount_minor, refunded_minor, paid_at, recorded_at, reason
        from order_payments where shop_id = @shop and order_key = {BatchVariables.OrderKey}
        order by paid_at, payment_id
        """;

    private const string PlanSql = $"""
        select payment_plan from orders where shop_id = @shop and order_key = {BatchVariables.OrderKey}
        """;

    private const string WriteOffSql = """
        select o.order_id from order_payments p
        join orders o on o.shop_id = @shop and o.order_key = p.order_key
        where p.shop_id = @shop and p.payment_id = @writeOffId and p.is_write_off
        """;

    private const string PartsSql = """
        insert into payment_parts (shop_id, order_key, part_no, due_at, amount_minor, open_minor)
        select @shop, @orderKey, p.part_no, p.due_at, p.amount, p.open
        from unnest(@numbers, @dues, @amounts, @open) as p(part_no, due_at, amount, open)
        """;

    private const string KeepSql = """
        insert into order_payments (shop_id, order_key, payment_id, order_id, is_write_off, part_no, amount_minor,
            refunded_minor, paid_at, recorded_at, reason)
        values (@shop, @orderKey, @paymentId, @orderId, @isWriteOff, @partNo, @amountMinor, @refundedMinor, @paidAt,
            @recordedAt, @reason)
        """;

    private const string OpenSql = """
        with kept as (
            update orders set paid_up_at = @paidUpAt
            where shop_id = @shop and order_key = @orderKey and paid_up_at is distinct from @paidUpAt)
        update payment_parts p set open_minor = n.open
        from unnest(@numbers, @open) as n(part_no, open)
        where p.shop_id = @shop and p.order_key = @orderKey and p.part_no = n.part_no and p.open_minor <> n.open
        """;
}
