using SocialCommerce.Ladder.OrderRecords;

namespace SocialCommerce.Ladder.Journeys;

/// <summary>
/// The orders of a guest become the claiming customer's, and the journey with them: by the orders' own times, as if
/// the customer had placed them.
/// </summary>
public static class ClaimedOrderSql
{
    /// <summary>The journey of a person.</summary>
    public static PendingRows<Journey> JourneyOf(this LadderBatch batch, long shopId, long customerKey) =>
        batch.Rows<Journey>(JourneySql, new { shop = shopId, customerKey });

    /// <summary>Moves the orders and the journey.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="shopId">The shop.</param>
    /// <param name="guest">The guest's journey so far.</param>
    /// <param name="customerKey">The customer.</param>
    /// <param name="topRung">The highest rung of the two.</param>
    public static void MoveOrders(
        this LadderBatch batch, long shopId, Journey guest, long customerKey, string? topRung)
    {
        batch.Do(OrdersSql, new { shop = shopId, guestKey = guest.CustomerKey, customerKey });
        batch.Do(MergeSql, new { shop = shopId, customerKey, guest.AddedAt, guest.MemberAt, topRung });
        batch.Do(EmptySql, new { shop = shopId, guestKey = guest.CustomerKey });
    }

    private const string JourneySql = """
        select customer_key, added_at, first_paid_at, second_paid_at, member_at, partner_at, last_paid_at, orders,
            paid_minor, refunded_minor, top_rung
        from journeys where shop_id = @shop and customer_key = @customerKey
        """;

    private const string OrdersSql = """
        update orders set customer_key = @customerKey where shop_id = @shop and customer_key = @guestKey
        """;

    private const string MergeSql = """
        insert into journeys as j (shop_id, customer_key, added_at, first_paid_at, second_paid_at, member_at,
            last_paid_at, orders, paid_minor, refunded_minor, top_rung)
        select @shop, @customerKey, @addedAt, min(o.paid_at), (array_agg(o.paid_at order by o.paid_at))[2], @memberAt,
            max(o.paid_at), count(*), sum(o.value_minor), sum(o.refunded_minor), @topRung
        from orders o where o.shop_id = @shop and o.customer_key = @customerKey
        on conflict (shop_id, customer_key) do update set
            added_at = least(j.added_at, excluded.added_at), first_paid_at = excluded.first_paid_at,
            second_paid_at = excluded.second_paid_at, member_at = least(j.member_at, excluded.member_at),
            last_paid_at = excluded.last_paid_at, orders = excluded.orders, paid_minor = excluded.paid_minor,
            refunded_minor = excluded.refunded_minor, top_rung = excluded.top_rung
        """;

    private const string EmptySql = """
        update journeys set first_paid_at = null, second_paid_at = null, member_at = null, last_paid_at = null,
            orders = 0, paid_minor = 0, refunded_minor = 0, top_rung = null
        where shop_id = @shop and customer_key = @guestKey
        """;
}
