namespace SocialCommerce.Kernel.Shops;

/// <summary>An operator who is also a customer never decides about a payment to that customer.</summary>
public static class OwnMoney
{
    /// <summary>Finds, among the customers of a decision, one that belongs to the person who decides.</summary>
    public static Rows<string> OwnCustomer(this Batch batch, long shopId, Person person, long[] keys) =>
        batch.Rows<string>(OwnSql, new { shop = shopId, person.OperatorId, keys });

    /// <summary>Refuses a decision about money of these customers where one of them is the person deciding.</summary>
    /// <exception cref="Refused">403 OWN_MONEY.</exception>
    public static async Task RefuseOwnMoney(this Work work, Person person, IEnumerable<long> keys)
    {
        var reading = work.Batch();
        var own = reading.OwnCustomer(work.ShopId, person, [.. keys.Distinct()]);
        await reading.Run(work.Cancel);
        own.Refuse();
    }

    /// <summary>Refuses a decision about the person's own money.</summary>
    /// <exception cref="Refused">403 OWN_MONEY.</exception>
    public static void Refuse(this Rows<string> own)
    {
        if (own.First is { } customerId)
            throw new Refused(
                403, "OWN_MONEY", $"The customer '{customerId}' is you; ask another person to decide.");
    }

    private const string OwnSql = """
        select c.customer_id
        from operators o
        join customers c on c.shop_id = @shop and c.customer_id = any(o.customer_ids)
        where o.shop_id = @shop and o.operator_id = @operatorId and c.customer_key = any(@keys)
        order by c.customer_key limit 1
        """;
}
