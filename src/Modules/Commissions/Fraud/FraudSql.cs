using SocialCommerce.Commissions.Calculation;

namespace SocialCommerce.Commissions.Fraud;

/// <summary>The statements by which orders are looked at for fraud; none where the shop has no threshold.</summary>
public static class FraudSql
{
    /// <summary>The fraud signs of the people above the buyer of an order.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="shopId">The shop.</param>
    /// <param name="rules">The policy in force.</param>
    /// <param name="chain">The buyer and the people above, nearest first.</param>
    /// <param name="paidAt">When the order was paid.</param>
    /// <param name="orderKey">The order, where it has been recorded, so that it does not count twice.</param>
    public static PendingRows<FraudSign> FraudSigns(
        this CommissionsBatch batch, long shopId, FraudRules rules, IReadOnlyList<long> chain, DateTimeOffset paidAt,
        long orderKey = 0) =>
        batch.Rows<FraudSign>(SignsSql, new
        {
            shop = shopId,
            buyer = chain[0],
            keys = chain.Skip(1).ToArray(),
            legs = chain.SkipLast(1).ToArray(),
            since = paidAt.AddHours(-rules.VelocityHours),
            paidAt,
            orderKey,
        });

    /// <summary>
    /// Orders between a person and a customer who shares an identity with that person, with commission for one of the
    /// two that is in no statement, and without a fraud case; by key.
    /// </summary>
    public static PendingRows<SharedOrder> SharedOrders(
        this CommissionsBatch batch, long shopId, long customerKey, long after, int limit) =>
        batch.Rows<SharedOrder>(SharedOrdersSql, new { shop = shopId, customerKey, after, limit });

    /// <summary>How many cases there are of an order, decided or not: one, or none.</summary>
    public static PendingRows<long> FraudCaseOf(this CommissionsBatch batch, long shopId, long orderKey) =>
        batch.Rows<long>(CaseOfSql, new { shop = shopId, orderKey });

    /// <summary>Records the leg of each beneficiary, and the fraud case, if there is one.</summary>
    public static void KeepFraud(
        this CommissionsBatch batch, PostingContext posting, string orderId, IReadOnlyList<FraudSign> signs,
        IEnumerable<Outcome> outcomes,
        FraudCase? found)
    {
        var paid = outcomes.Where(outcome => outcome.Amount > 0).Select(outcome => outcome.Person.Key).ToHashSet();
        var marks = signs.Where(sign => paid.Contains(sign.Key)).ToList();
        if (marks.Count > 0)
            batch.Do(MarkSql, new
            {
                shop = posting.ShopId,
                posting.OrderKey,
                posting.OccurredAt,
                keys = marks.Select(sign => sign.Key).ToArray(),
                legs = marks.Select(sign => sign.LegKey).ToArray(),
            });
        if (found is null) return;
        batch.Do(KeepSql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            orderId,
            found.Version,
            found.Score,
            reasons = Json.Write(found.Reasons),
            posting.RecordedAt,
        });
    }

    private const string SignsSql = $"""
        select p.key, p.leg as leg_key,
            exists ({Shared} and a.kind <> '{IdentityForm.Payer}') as same_person,
            exists ({Shared} and a.kind = '{IdentityForm.Payer}') as same_payer,
            (select count(*) from fraud_marks m
                where m.shop_id = @shop and m.beneficiary_key = p.key and m.leg_key = p.leg
                    and m.paid_at > @since and m.paid_at <= @paidAt
                    and m.order_key <> @orderKey) as leg_orders
        from unnest(@keys, @legs) as p(key, leg)
        """;

    private const string Shared = """
        select from customer_identities a
        join customer_identities b on b.shop_id = @shop and b.customer_key = p.key and b.kind = a.kind
            and b.fingerprint = a.fingerprint
        where a.shop_id = @shop and a.customer_key = @buyer
        """;

    private const string SharedOrdersSql = """
        with people as (
            select customer_key from customers
            where shop_id = @shop and (customer_key = @customerKey or claimed_by = @customerKey)),
        others as (
            select distinct b.customer_key from people p
            join customer_identities a on a.shop_id = @shop and a.customer_key = p.customer_key
            join customer_identities b on b.shop_id = @shop and b.kind = a.kind and b.fingerprint = a.fingerprint
            where b.customer_key not in (select customer_key from people))
        select o.order_key, o.order_id
        from commission_orders o
        where o.shop_id = @shop and o.order_key > @after and o.accruals > 0
            and exists (
                select from accruals a
                where a.shop_id = @shop and a.source_kind = 'order' and a.source_id = o.order_key
                    and ((o.customer_key in (select customer_key from people)
                            and a.beneficiary_key in (select customer_key from others))
                        or (o.customer_key in (select customer_key from others)
                            and a.beneficiary_key in (select customer_key from people)))
                    and not exists (
                        select from statements s
                        where s.shop_id = @shop and s.customer_key = a.beneficiary_key
                            and s.period_end > greatest(o.matures_at, a.recorded_at) and o.matures_at is not null))
            and not exists (select from fraud_cases f where f.shop_id = @shop and f.order_key = o.order_key)
        order by o.order_key limit @limit
        """;

    private const string CaseOfSql = """
        select count(*) from fraud_cases where shop_id = @shop and order_key = @orderKey
        """;

    private const string MarkSql = """
        insert into fraud_marks (shop_id, beneficiary_key, leg_key, paid_at, order_key)
        select @shop, key, leg, @occurredAt, @orderKey from unnest(@keys, @legs) as p(key, leg)
        """;

    private const string KeepSql = """
        insert into fraud_cases (shop_id, order_key, order_id, policy_version, score, reasons, recorded_at)
        values (@shop, @orderKey, @orderId, @version, @score, @reasons::jsonb, @recordedAt)
        """;
}
