namespace SocialCommerce.Kernel.Customers;

/// <summary>The statements about people that other batches carry.</summary>
public static class CustomerSql
{
    /// <summary>
    /// Makes a person known, or finds the person, and locks the row until the transaction ends. Never locks strongly
    /// enough to disturb a foreign key's check.
    /// </summary>
    public static PendingRows<Customer> UpsertAndLockCustomer(
        this SqlBatch batch, long shopId, string customerId, DateTimeOffset now) =>
        batch.Rows<Customer>(MeetSql, new { shop = shopId, customerId, now });

    /// <summary>Makes several people known without locking those who are; an id that is null is passed over.</summary>
    public static void EnsureCustomers(this SqlBatch batch, long shopId, string?[] customerIds, DateTimeOffset now) =>
        batch.Do(IntroduceSql, new { shop = shopId, customerIds, now });

    /// <summary>Locks the carried person's row until the transaction ends.</summary>
    public static void LockBuyer(this SqlBatch batch, long shopId) =>
        batch.Rows<long>(LockCarriedSql, new { shop = shopId });

    /// <summary>
    /// Locks the carried person's row until the transaction ends, and carries and locks the customer who has claimed
    /// the person, where one has. Answers the key that is carried, 0 for none.
    /// </summary>
    public static PendingRows<long> LockBuyerOrClaimant(this SqlBatch batch, long shopId)
    {
        batch.LockBuyer(shopId);
        var carried = batch.Rows<long>(CarryClaimantSql, new { shop = shopId });
        batch.LockBuyer(shopId);
        return carried;
    }

    /// <summary>Locks these people's rows, by key, until the transaction ends.</summary>
    public static void LockCustomers(this SqlBatch batch, long shopId, long[] keys) =>
        batch.Rows<long>(LockCustomersSql, new { shop = shopId, keys });

    /// <summary>Locks people's rows in one fixed order, and tells who is known of them.</summary>
    public static PendingRows<Customer> FindAndLockCustomers(
        this SqlBatch batch, long shopId, params string[] customerIds) =>
        batch.Rows<Customer>(FindAndLockSql, new { shop = shopId, ids = customerIds });

    /// <summary>The key of a known person, or null.</summary>
    public static PendingRows<Customer> FindCustomer(this SqlBatch batch, long shopId, string customerId) =>
        batch.Rows<Customer>(FindSql, new { shop = shopId, customerId });

    /// <summary>Carries a person's key, 0 for an unknown person, and locks no row.</summary>
    public static PendingRows<long> FindBuyer(this SqlBatch batch, long shopId, string customerId) =>
        batch.Rows<long>(CarrySql, new { shop = shopId, customerId });

    /// <summary>Customers after a key, in order, and since when they are known; guests are not among them.</summary>
    public static PendingRows<KnownCustomer> KnownCustomersAfter(
        this SqlBatch batch, long shopId, long after, int most) =>
        batch.Rows<KnownCustomer>(KnownSql, new { shop = shopId, after, most });

    /// <summary>The ids of people by their keys.</summary>
    public static PendingRows<Customer> CustomersByKey(this SqlBatch batch, long shopId, long[] keys) =>
        batch.Rows<Customer>(NamesSql, new { shop = shopId, keys });

    /// <summary>The keys of customers after a key, in order; guests are not among them.</summary>
    public static PendingRows<long> CustomersAfter(this SqlBatch batch, long shopId, long after, int most) =>
        batch.Rows<long>(AfterSql, new { shop = shopId, after, most });

    /// <summary>The id of a person who is known, by the key.</summary>
    public static async Task<string> CustomerIdOf(this ShopTransaction transaction, long key)
    {
        var batch = transaction.Batch();
        var names = batch.CustomersByKey(transaction.ShopId, [key]);
        await batch.Run(transaction.Cancel);
        return names.First!.CustomerId;
    }

    /// <summary>The person, or 404.</summary>
    public static Customer OrNotFound(this PendingRows<Customer> rows, string customerId) =>
        rows.First ?? throw CustomerProblems.CustomerNotFound.For(customerId);

    private const string MeetSql = $"""
        insert into customers (shop_id, customer_id, created_at, seen_at) values (@shop, @customerId, @now, @now)
        on conflict (shop_id, customer_id) do update set seen_at = excluded.seen_at
        returning set_config('{BatchVariables.Buyer}', customer_key::text, true)::bigint as key, customer_id,
            xmax = 0 as created_now, claimed_by
        """;

    private const string IntroduceSql = """
        insert into customers (shop_id, customer_id, created_at, seen_at)
        select @shop, id, @now, @now from unnest(@customerIds) as id where id is not null
        on conflict (shop_id, customer_id) do nothing
        """;

    private const string LockCarriedSql = $"""
        select customer_key from customers where shop_id = @shop and customer_key = {BatchVariables.BuyerKey}
        for no key update
        """;

    // A claim holds the row that was locked before: a claim is either committed or waits.
    private const string CarryClaimantSql = $"""
        select set_config(
            '{BatchVariables.Buyer}', coalesce(max(coalesce(claimed_by, customer_key)), 0)::text, true)::bigint
        from customers where shop_id = @shop and customer_key = {BatchVariables.BuyerKey}
        """;

    private const string LockCustomersSql = """
        select customer_key from customers where shop_id = @shop and customer_key = any(@keys)
        order by customer_key for no key update
        """;

    private const string FindAndLockSql = """
        select customer_key as key, customer_id, false as created_now, claimed_by from customers
        where shop_id = @shop and customer_id = any(@ids) order by customer_key for no key update
        """;

    private const string FindSql = """
        select customer_key as key, customer_id, false as created_now, claimed_by from customers
        where shop_id = @shop and customer_id = @customerId
        """;

    private const string NamesSql = """
        select customer_key as key, customer_id, false as created_now, claimed_by from customers
        where shop_id = @shop and customer_key = any(@keys)
        """;

    private const string AfterSql = $"""
        select customer_key from customers
        where shop_id = @shop and customer_key > @after and not {Guest.IsGuestId} order by customer_key limit @most
        """;

    private const string KnownSql = $"""
        select customer_key, created_at from customers
        where shop_id = @shop and customer_key > @after and not {Guest.IsGuestId} order by customer_key limit @most
        """;

    private const string CarrySql = $"""
        select set_config('{BatchVariables.Buyer}', coalesce(max(customer_key), 0)::text, true)::bigint from customers
        where shop_id = @shop and customer_id = @customerId
        """;
}
