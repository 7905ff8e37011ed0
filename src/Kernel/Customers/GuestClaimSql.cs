namespace SocialCommerce.Kernel.Customers;

/// <summary>The statements by which guests are claimed; the flow carries them.</summary>
public static class GuestClaimSql
{
    /// <summary>Locks a guest and a customer in one fixed order; an unknown customer has no row.</summary>
    public static PendingRows<Customer> LockForClaim(
        this SqlBatch batch, long shopId, string guestId, string customerId) =>
        batch.FindAndLockCustomers(shopId, guestId, customerId);

    /// <summary>The claim of a guest, if there is one.</summary>
    public static PendingRows<GuestClaim> FindClaim(this SqlBatch batch, long shopId, string guestId) =>
        batch.Rows<GuestClaim>(FindSql, new { shop = shopId, guestId });

    /// <summary>Keeps a claim, and makes the customer recognised by what the guest was recognised by.</summary>
    public static void ClaimGuest(this SqlBatch batch, long shopId, long guestKey, long customerKey, DateTimeOffset now)
    {
        batch.Do(MarkSql, new { shop = shopId, guestKey, customerKey });
        batch.Do(KeepSql, new { shop = shopId, guestKey, customerKey, now });
        batch.Do(IdentitiesSql, new { shop = shopId, guestKey, customerKey, now });
    }

    private const string FindSql = """
        select g.customer_id as guest_id, c.customer_id, k.claimed_at
        from customers g
        join guest_claims k on k.shop_id = @shop and k.guest_key = g.customer_key
        join customers c on c.shop_id = @shop and c.customer_key = k.customer_key
        where g.shop_id = @shop and g.customer_id = @guestId
        """;

    private const string MarkSql = """
        update customers set claimed_by = @customerKey where shop_id = @shop and customer_key = @guestKey
        """;

    private const string KeepSql = """
        insert into guest_claims (shop_id, guest_key, customer_key, claimed_at)
        values (@shop, @guestKey, @customerKey, @now)
        """;

    private const string IdentitiesSql = """
        insert into customer_identities (shop_id, customer_key, kind, fingerprint, recorded_at)
        select @shop, @customerKey, kind, fingerprint, @now from customer_identities
        where shop_id = @shop and customer_key = @guestKey
        on conflict (shop_id, customer_key, kind, fingerprint) do nothing
        """;
}
