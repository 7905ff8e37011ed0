namespace SocialCommerce.Ladder;

/// <summary>What the module knows of customers.</summary>
internal static class LadderPersonalData
{
    private const string Trade = "the record of the trade: the law asks for it, and refunds follow it";

    /// <summary>Every table of the module.</summary>
    public static readonly PersonalData Data = new(
        [
            new("orders") { Cleared = ["answer"], Kept = Trade },
            OfOrders("order_lines") with { Kept = Trade },
            OfOrders("order_amendments") with { Hides = ["states"], Cleared = ["answer"], Kept = Trade },
            OfOrders("amended_lines") with { Kept = Trade },
            OfOrders("fulfilments") with { Kept = Trade },
            OfOrders("after_sales") with { Kept = Trade },
            OfOrders("after_sale_closures") with { Kept = Trade },
            OfOrders("refunds") with { Shows = "", Hides = ["cancels"], Cleared = ["answer"], Kept = Trade },
            OfOrders("refund_lines") with { Kept = Trade },
            OfOrders("order_payments") with { Shows = "", Cleared = ["reason"], Kept = Trade },
            OfOrders("payment_parts") with { Kept = Trade },
            new("waiting_events", $"t.order_id in (select o.order_id {Orders})")
            {
                Cleared = ["content"],
                Kept = Trade,
            },
            new("event_resolutions", $"""
                t.event_key in (
                    select e.event_key from waiting_events e
                    where e.shop_id = @shop and e.order_id in (select o.order_id {Orders}))
                """) { Kept = Trade },
            new("journeys") { Kept = "figures by which the shop's reports count" },
            new("customer_needs") { IsDeleted = true },
            new("programme_participants") { Kept = "figures by which the effect of a programme is counted" },
            new("programme_actions") { Kept = "figures by which the effect of a programme is counted" },
        ],
        new Dictionary<string, string>
        {
            ["products"] = PersonalData.Configuration,
            ["programmes"] = PersonalData.Configuration,
            ["product_links"] = PersonalData.Configuration,
            ["repurchase_designs"] = PersonalData.Configuration,
        })
    {
        Quotes =
        [
            new("orders", "answer", "text"), new("order_amendments", "answer", "text"),
            new("order_amendments", "content"), new("refunds", "answer", "text"), new("refunds", "content"),
            new("waiting_events", "content"),
        ],
        Blockers =
        [
            new(
                "afterSaleOpen", "Close the after-sale cases of the customer's orders.", OpenCasesSql),
            new("eventWaiting", "Resolve the events that wait for the customer's orders.", WaitingSql),
        ],
        Erases = EraseSql,
    };

    private const string Orders = "from orders o where o.shop_id = @shop and o.customer_key = any(@people)";

    private const string OrderId = """
        , (select o.order_id from orders o where o.shop_id = @shop and o.order_key = t.order_key) as of_order_id
        """;

    private static PersonalTable OfOrders(string table) =>
        new(table, $"t.order_key in (select o.order_key {Orders})") { Shows = OrderId };

    private const string OpenCasesSql = """
        select count(*)
        from orders o
        join after_sales s on s.shop_id = @shop and s.order_key = o.order_key
        where o.shop_id = @shop and o.customer_key = any(@leaving) and not exists (
            select from after_sale_closures k
            where k.shop_id = @shop and k.order_key = s.order_key and k.case_id = s.case_id)
        """;

    private const string WaitingSql = """
        select count(*)
        from orders o
        join waiting_events e on e.shop_id = @shop and e.order_id = o.order_id and e.status = 'waiting'
        where o.shop_id = @shop and o.customer_key = any(@leaving)
        """;

    private const string EraseSql = "select erase_ladder(@shop, @erasure)::text";
}
