namespace SocialCommerce.Membership.CouponClaims;

/// <summary>
/// The statements by which coupons are issued. Stock and the limits of a day are counted on the template's row, and
/// those of a customer among the customer's coupons. Whoever issues locks the customers first and the templates
/// last, each in the order of their keys: limits are exact however many claim at once, and the row that all claims of a
/// template wait for is held for one round trip.
/// </summary>
internal static class IssueSql
{
    /// <summary>What some customers have of some templates.</summary>
    public static PendingRows<OwnCoupons> OwnCoupons(
        this MembershipBatch batch, long shopId, string[] customerIds, string[] templateIds) =>
        batch.Rows<OwnCoupons>(OwnSql, new { shop = shopId, customerIds, templateIds });

    /// <summary>
    /// Locks the templates of which there is stock. Of one that is sold out nothing is locked: those who come too late
    /// do not wait for each other.
    /// </summary>
    public static PendingRows<IssuableTemplate> LockTemplates(
        this MembershipBatch batch, long shopId, string[] templateIds) =>
        batch.Rows<IssuableTemplate>(LockSql, new { shop = shopId, templateIds });

    /// <summary>The templates as they are, read after the lock so that it shows why one was not locked.</summary>
    public static PendingRows<IssuableTemplate> Templates(
        this MembershipBatch batch, long shopId, string[] templateIds) =>
        batch.Rows<IssuableTemplate>(FindSql, new { shop = shopId, templateIds });

    /// <summary>Issues coupons of locked templates to locked customers, and announces each.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="posting">The shop, and when.</param>
    /// <param name="day">The shop's date.</param>
    /// <param name="coupons">The coupons.</param>
    /// <param name="assignmentId">The assignment; null for a claim, which the limits of a day count.</param>
    public static void Issue(
        this MembershipBatch batch, PostingContext posting, string day, IReadOnlyList<NewCoupon> coupons,
        string? assignmentId)
    {
        if (coupons.Count == 0) return;
        var counts = coupons.CountBy(coupon => coupon.TemplateId).OrderBy(one => one.Key, StringComparer.Ordinal);
        batch.Do(CountSql, new
        {
            shop = posting.ShopId,
            templates = counts.Select(one => one.Key).ToArray(),
            counts = counts.Select(one => (long)one.Value).ToArray(),
            day,
            claimed = assignmentId is null,
        });
        batch.Do(InsertSql, new
        {
            shop = posting.ShopId,
            codes = coupons.Select(one => one.Code).ToArray(),
            templates = coupons.Select(one => one.TemplateId).ToArray(),
            versions = coupons.Select(one => one.Version).ToArray(),
            customers = coupons.Select(one => one.CustomerKey).ToArray(),
            validFrom = coupons.Select(one => one.ValidFrom).ToArray(),
            expiresAt = coupons.Select(one => one.ExpiresAt).ToArray(),
            noticeAt = coupons.Select(one => one.Terms.NoticeOf(one.ExpiresAt)).ToArray(),
            assignmentId,
            day,
            posting.RecordedAt,
        });
        batch.Do(AnnounceSql, new
        {
            shop = posting.ShopId,
            codes = coupons.Select(one => one.Code).ToArray(),
            templates = coupons.Select(one => one.TemplateId).ToArray(),
            customerIds = coupons.Select(one => one.CustomerId).ToArray(),
            posting.RecordedAt,
        });
    }

    private const string OwnSql = """
        select k.customer_key, k.template_id, k.issued_on, count(*) as issued,
            count(*) filter (where k.assignment_id is null) as claimed
        from customers c join coupons k on k.shop_id = @shop and k.customer_key = c.customer_key
        where c.shop_id = @shop and c.customer_id = any(@customerIds) and k.template_id = any(@templateIds)
        group by k.customer_key, k.template_id, k.issued_on
        """;

    private const string Columns = "template_id, version, terms, issued, day, day_issued";

    private const string LockSql = $"""
        select {Columns} from coupon_templates
        where shop_id = @shop and template_id = any(@templateIds) and (stock is null or issued < stock)
        order by template_id for no key update
        """;

    private const string FindSql = $"""
        select {Columns} from coupon_templates where shop_id = @shop and template_id = any(@templateIds)
        """;

    private const string CountSql = """
        update coupon_templates t set issued = t.issued + n.issued,
            day_issued = case when not @claimed then t.day_issued when t.day >= @day then t.day_issued + n.issued
                else n.issued end,
            day = case when @claimed then greatest(t.day, @day) else t.day end
        from unnest(@templates, @counts) as n(template_id, issued)
        where t.shop_id = @shop and t.template_id = n.template_id
        """;

    private const string InsertSql = """
        insert into coupons (shop_id, code, template_id, version, customer_key, assignment_id, valid_from, expires_at,
            notice_at, issued_on, issued_at)
        select @shop, n.code, n.template_id, n.version, n.customer_key, @assignmentId, n.valid_from, n.expires_at,
            n.notice_at, @day, @recordedAt
        from unnest(@codes, @templates, @versions, @customers, @validFrom, @expiresAt, @noticeAt)
            as n(code, template_id, version, customer_key, valid_from, expires_at, notice_at)
        """;

    private const string AnnounceSql = """
        insert into outbox (shop_id, type, payload, recorded_at)
        select @shop, 'coupon.issued', jsonb_build_object(
            'couponCode', n.code, 'templateId', n.template_id, 'customerId', n.customer_id), @recordedAt
        from unnest(@codes, @templates, @customerIds) as n(code, template_id, customer_id)
        """;
}
