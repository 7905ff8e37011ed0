namespace SocialCommerce.Membership.Contacts;

/// <summary>What the flows read and write about contacts; a writer holds the customer's lock.</summary>
public static class ContactSql
{
    /// <summary>A contact by its id.</summary>
    public static PendingRows<MemberContact> Contact(this MembershipBatch batch, long shopId, string contactId) =>
        batch.Rows<MemberContact>(FindSql, new { shop = shopId, contactId });

    /// <summary>Records a contact.</summary>
    public static void Record(this MembershipBatch batch, long shopId, long customerKey, MemberContact contact) =>
        batch.Do(InsertSql, new
        {
            shop = shopId,
            customerKey,
            contact.ContactId,
            contact.Channel,
            contact.AddedAt,
            contact.RecordedAt,
        });

    /// <summary>When each of these customers' contact was added first.</summary>
    public static PendingRows<FirstContact> FirstContacts(this MembershipBatch batch, long shopId, long[] customers) =>
        batch.Rows<FirstContact>(FirstSql, new { shop = shopId, customers });

    /// <summary>The contacts of a guest become the customer's.</summary>
    public static void MoveContacts(this MembershipBatch batch, long shopId, long guest, long customer) =>
        batch.Do(MoveSql, new { shop = shopId, guest, customer });

    private const string FindSql = """
        select m.contact_id, c.customer_id, m.channel, m.added_at, m.recorded_at
        from member_contacts m join customers c on c.shop_id = @shop and c.customer_key = m.customer_key
        where m.shop_id = @shop and m.contact_id = @contactId
        """;

    private const string InsertSql = """
        insert into member_contacts (shop_id, contact_id, customer_key, channel, added_at, recorded_at)
        values (@shop, @contactId, @customerKey, @channel, @addedAt, @recordedAt)
        """;

    private const string FirstSql = """
        select customer_key, min(added_at) as added_at from member_contacts
        where shop_id = @shop and customer_key = any(@customers) group by customer_key
        """;

    private const string MoveSql = """
        update member_contacts set customer_key = @customer where shop_id = @shop and customer_key = @guest
        """;
}
