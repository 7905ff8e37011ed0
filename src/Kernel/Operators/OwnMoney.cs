namespace SocialCommerce.Kernel.Operators;

/// <summary>An operator who is also a customer never decides about a payment to that customer.</summary>
public static class OwnMoney
{
    /// <summary>Finds, among the customers of a decision, one that belongs to the person who decides.</summary>
    public static PendingRows<string> OwnCustomer(this SqlBatch batch, long shopId, Person person, long[] keys) =>
        batch.Rows<string>(OwnSql, new { shop = shopId, person.OperatorId, keys });

    /// <summary>Refuses a decision about money of these customers where one of them is the person deciding.</summary>
    /// <exception cref="ProblemException">403 OWN_MONEY.</exception>
    public static async Task RefuseOwnMoney(this ShopTransaction transaction, Person person, IEnumerable<long> keys)
    {
        var reads = transaction.Batch();
        var own = reads.OwnCustomer(transaction.ShopId, person, [.. keys.Distinct()]);
        await reads.Run(transaction.Cancel);
        own.Refuse();
    }

    /// <summary>Refuses a decision about the person's own money.</summary>
    /// <exception cref="ProblemException">403 OWN_MONEY.</exception>
    public static void Refuse(this PendingRows<string> own)
    {
        if (own.First is { } customerId)
            throw OperatorProblems.OwnMoney.Because(
                $"The customer '{customerId}' is you; ask another person to decide.");
    }

    private const string OwnSql = """
        select c.customer_id
        from operators o
        join customers c on c.shop_id = @shop and c.customer_id = any(o.customer_ids)
        where o.shop_id = @shop and o.operator_id = @operatorId and c.customer_key = any(@keys)
        order by c.customer_key limit 1
        """;
}
