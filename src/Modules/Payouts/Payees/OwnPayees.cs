namespace SocialCommerce.Payouts.Payees;

/// <summary>As <see cref="OwnMoney"/>, for every customer of a payee: money to one of them reaches the same person.
/// </summary>
internal static class OwnPayees
{
    /// <summary>Finds, among the customers of a decision, one whose payee is the person who decides.</summary>
    public static PendingRows<string> OwnPayee(this PayoutsBatch batch, long shopId, Person person, long[] keys) =>
        batch.Rows<string>(OwnSql, new { shop = shopId, person.OperatorId, keys });

    /// <summary>Finds a customer of the payee who is the person that decides.</summary>
    public static PendingRows<string> IsOwnPayee(this PayoutsBatch batch, long shopId, Person person, long payeeKey) =>
        batch.Rows<string>(PayeeSql, new { shop = shopId, person.OperatorId, payeeKey });

    private const string PayeeSql = """
        select c.customer_id
        from operators o
        join customers c on c.shop_id = @shop and c.customer_id = any(o.customer_ids)
        join payee_customers pc on pc.shop_id = @shop and pc.customer_key = c.customer_key and pc.payee_key = @payeeKey
        where o.shop_id = @shop and o.operator_id = @operatorId
        order by c.customer_key limit 1
        """;

    private const string OwnSql = """
        select c.customer_id
        from operators o
        join customers own on own.shop_id = @shop and own.customer_id = any(o.customer_ids)
        left join payee_customers op on op.shop_id = @shop and op.customer_key = own.customer_key
        left join payee_customers same on same.shop_id = @shop and same.payee_key = op.payee_key
        join customers c on c.shop_id = @shop and c.customer_key in (own.customer_key, same.customer_key)
        where o.shop_id = @shop and o.operator_id = @operatorId and c.customer_key = any(@keys)
        order by c.customer_key limit 1
        """;
}
