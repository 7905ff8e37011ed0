using SocialCommerce.Ladder.Payments;
using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Ladder.OrderRecords;

/// <summary>The statements by which orders are found and recorded; the flows carry them.</summary>
public static class OrderSql
{
    /// <summary>The key of the order with this id, if there is one.</summary>
    public static PendingRows<long?> FindOrder(this LadderBatch batch, long shopId, string orderId) =>
        batch.Rows<long?>(FindSql, new { shop = shopId, orderId });

    /// <summary>
    /// What there is at this id, and a key for a new order of the carried buyer. Whatever is read later in the batch is
    /// no older than the snapshot of that key.
    /// </summary>
    public static PendingRows<OrderLookup> LookUpOrder(this LadderBatch batch, long shopId, string orderId) =>
        batch.Rows<OrderLookup>(SlotSql, new { shop = shopId, orderId });

    /// <summary>What is known of these products.</summary>
    public static PendingRows<ProductFacts> Products(this LadderBatch batch, long shopId, string[] productIds) =>
        batch.Rows<ProductFacts>(ProductsSql, new { shop = shopId, productIds });

    /// <summary>The carried buyer's journey.</summary>
    public static PendingRows<Journey> Journey(this LadderBatch batch, long shopId) =>
        batch.Rows<Journey>(JourneySql, new { shop = shopId });

    /// <summary>
    /// Records and announces the order: its lines, the buyer's journey, and the products that are not declared.
    /// </summary>
    public static void Record(this LadderBatch batch, PostingContext posting, NewOrder order, Journey added)
    {
        var content = order.Content;
        var plan = content.PaymentPlan is null ? null : PaymentSchedule.Of(content.PaymentPlan, content.PaidAt, []);
        batch.Do(RecordSql, new
        {
            shop = posting.ShopId,
            order.OrderKey,
            order.BuyerKey,
            content.OrderId,
            content.PaidAt,
            posting.RecordedAt,
            content.PricesIncludeTax,
            due = order.Dues.Sum(),
            value = order.Values.Sum(),
            discounts = content.Discounts is { Count: > 0 } ? Json.Write(content.Discounts) : null,
            fees = content.Fees is { Count: > 0 } ? Json.Write(content.Fees) : null,
            shipping = content.Shipping?.Amount,
            tax = content.Tax?.Amount,
            tenders = content.Tenders is { Count: > 0 } ? Json.Write(content.Tenders) : null,
            content.ShippedAt,
            content.CompletedAt,
            content.Touchpoint,
            content.InviteCode,
            content.Scene,
            paymentPlan = content.PaymentPlan is null ? null : Json.Write(content.PaymentPlan),
            paidIn = content.PaidIn is null ? null : Json.Write(content.PaidIn),
            plan?.PaidUpAt,
            order.AcquiredBy,
            warnings = Json.Write(order.Warnings),
            order.Answer,
            lineIds = content.Lines.Select(l => l.LineId).ToArray(),
            products = content.Lines.Select(l => l.ProductId).ToArray(),
            quantities = content.Lines.Select(l => l.Quantity).ToArray(),
            prices = content.Lines.Select(l => l.UnitPrice?.Amount).ToArray(),
            totals = content.Lines.Select(l => l.Total?.Amount).ToArray(),
            lineDiscounts = content.Lines.Select(l => l.Discounts is { Count: > 0 } d ? Json.Write(d) : null).ToArray(),
            dues = order.Dues.ToArray(),
            values = order.Values.ToArray(),
            linesShipped = content.Lines.Select(l => l.ShippedAt).ToArray(),
            linesCompleted = content.Lines.Select(l => l.CompletedAt).ToArray(),
            lineTaxes = content.Lines.Select(l => l.Tax?.Amount).ToArray(),
            added.CustomerKey,
            added.AddedAt,
            added.LastPaidAt,
            added.MemberAt,
            added.Orders,
            added.PaidMinor,
            added.RefundedMinor,
            added.TopRung,
            type = "order.settled",
            payload = Json.Write(new { content.OrderId, CustomerId = content.BuyerId }),
        });
        if (plan is not null) batch.KeepParts(posting, plan);
        if (order.NewProducts.Count > 0) batch.KnowProducts(posting, order.NewProducts);
    }

    /// <summary>Registers undeclared products that an order or an amendment names.</summary>
    internal static void KnowProducts(
        this LadderBatch batch, PostingContext posting, IReadOnlyList<string> productIds) =>
        batch.Do(InsertProductsSql, new
        {
            shop = posting.ShopId,
            productIds = productIds.ToArray(),
            posting.RecordedAt,
        });

    /// <summary>Stamps the journey: the earliest times and the latest, the sums added.</summary>
    public static void Stamp(this LadderBatch batch, PostingContext posting, Journey added) => batch.Do(StampSql, new
    {
        shop = posting.ShopId,
        added.CustomerKey,
        added.AddedAt,
        added.LastPaidAt,
        added.MemberAt,
        added.Orders,
        added.PaidMinor,
        added.RefundedMinor,
        added.TopRung,
    });

    /// <summary>
    /// Stamps when the person became a member by all that is known now: also earlier than before, or not at all.
    /// </summary>
    public static void StampMember(this LadderBatch batch, long shopId, long customerKey, DateTimeOffset? memberAt) =>
        batch.Do(StampMemberSql, new { shop = shopId, customerKey, memberAt });

    /// <summary>Stamps when people became partners; a person stamped before keeps the earlier time.</summary>
    public static void StampPartners(this LadderBatch batch, PostingContext posting, long[] customerKeys)
    {
        if (customerKeys.Length > 0)
            batch.Do(StampPartnersSql, new { shop = posting.ShopId, customerKeys, posting.RecordedAt });
    }

    private const string FindSql = """
        select order_key from orders where shop_id = @shop and order_id = @orderId
        """;

    private const string SlotSql = $"""
        select nextval('order_keys') as key, pg_current_snapshot()::text as seen, o.order_key as known_key, o.answer,
            exists (
                select from waiting_events w
                where w.shop_id = @shop and w.order_id = @orderId and w.status = 'waiting'
            ) as events_wait, coalesce(j.orders, 0) as orders_before, j.first_paid_at
        from (select) as id
        left join orders o on o.shop_id = @shop and o.order_id = @orderId
        left join journeys j on j.shop_id = @shop and j.customer_key = {BatchVariables.BuyerKey}
        """;

    private const string ProductsSql = """
        select p.product_id, p.class, p.rung, p.role, p.commissionable_minor, p.declared, p.earlier_rungs
        from unnest(@productIds) as wanted(id)
        cross join lateral (
            select * from products where shop_id = @shop and product_id = wanted.id offset 0) as p
        """;

    private const string JourneySql = $"""
        select customer_key, added_at, first_paid_at, second_paid_at, member_at, partner_at, last_paid_at, orders,
            paid_minor, refunded_minor, top_rung
        from journeys where shop_id = @shop and customer_key = {BatchVariables.BuyerKey}
        """;

    private const string StampSql = $"""
        insert into journeys as j (shop_id, customer_key, added_at, first_paid_at, member_at, last_paid_at, orders,
            paid_minor, refunded_minor, top_rung)
        values (@shop, @customerKey, @addedAt, @lastPaidAt, @memberAt, @lastPaidAt, @orders, @paidMinor,
            @refundedMinor, @topRung)
        on conflict (shop_id, customer_key) do update set
            added_at = least(j.added_at, excluded.added_at),
            first_paid_at = least(j.first_paid_at, excluded.first_paid_at),
            second_paid_at = case when j.first_paid_at is null or excluded.first_paid_at is null then j.second_paid_at
                else least(j.second_paid_at, greatest(j.first_paid_at, excluded.first_paid_at)) end,
            member_at = coalesce(j.member_at, excluded.member_at),
            last_paid_at = greatest(j.last_paid_at, excluded.last_paid_at),
            orders = j.orders + excluded.orders,
            paid_minor = j.paid_minor + excluded.paid_minor,
            refunded_minor = j.refunded_minor + excluded.refunded_minor,
            top_rung = case when array_position({Rungs.Array}, excluded.top_rung)
                > coalesce(array_position({Rungs.Array}, j.top_rung), 0) then excluded.top_rung else j.top_rung end
        """;

    private const string RecordSql = $"""
        with stamped as ({StampSql}),
        announced as ({Outbox.AnnounceSql}),
        header as (
            insert into orders (shop_id, order_key, order_id, customer_key, paid_at, recorded_at, prices_include_tax,
                due_minor, value_minor, shipping_minor, tax_minor, discounts, fees, tenders, shipped_at, completed_at,
                touchpoint, invite_code, scene, payment_plan, paid_in, paid_up_at, acquired_by, warnings, answer)
            values (@shop, @orderKey, @orderId, @buyerKey, @paidAt, @recordedAt, @pricesIncludeTax, @due, @value,
                @shipping, @tax, @discounts::jsonb, @fees::jsonb, @tenders::jsonb, @shippedAt, @completedAt,
                @touchpoint, @inviteCode, @scene, @paymentPlan::jsonb, @paidIn::jsonb, @paidUpAt, @acquiredBy,
                @warnings::jsonb, @answer))
        insert into order_lines (shop_id, order_key, line_no, line_id, product_id, quantity, unit_price_minor,
            total_minor, discounts, due_minor, value_minor, shipped_at, completed_at, tax_minor)
        select @shop, @orderKey, l.line_no::int, l.line_id, l.product_id, l.quantity, l.price, l.total,
            l.discounts::jsonb, l.due, l.value, l.shipped_at, l.completed_at, l.tax
        from unnest(@lineIds, @products, @quantities, @prices, @totals, @lineDiscounts, @dues, @values, @linesShipped,
            @linesCompleted, @lineTaxes) with ordinality
                as l(line_id, product_id, quantity, price, total, discounts, due, value, shipped_at, completed_at, tax,
                    line_no)
        """;

    // A product that was declared meanwhile has a rung that this order does not know.
    private const string InsertProductsSql = """
        insert into products (shop_id, product_id, declared, updated_at)
        select @shop, id, false, @recordedAt from unnest(@productIds) as id order by id
        on conflict (shop_id, product_id) do update set rung_due = pg_current_xact_id()::text
        where products.rung is not null
        """;

    private const string StampMemberSql = """
        update journeys set member_at = @memberAt where shop_id = @shop and customer_key = @customerKey
        """;

    private const string StampPartnersSql = """
        insert into journeys as j (shop_id, customer_key, partner_at)
        select @shop, key, @recordedAt from unnest(@customerKeys) as key
        on conflict (shop_id, customer_key) do update set partner_at = coalesce(j.partner_at, excluded.partner_at)
        """;
}
