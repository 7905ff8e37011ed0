using SocialCommerce.Membership.TierNotices;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.TierInvitations;

/// <summary>The statements about invitations that flows read, and by which a member's row follows them.</summary>
public static class InvitationSql
{
    /// <summary>A customer's invitations that have stood or will stand, by their beginnings.</summary>
    public static PendingRows<InvitedTier> Invitations(this MembershipBatch batch, long shopId, long customerKey) =>
        batch.Rows<InvitedTier>(InvitedSql, new { shop = shopId, customer = customerKey });

    /// <summary>Writes the invitations on the member's row, a new one where the customer has never bought.</summary>
    internal static void KeepInvited(this MembershipBatch batch, PostingContext posting, long customerKey)
    {
        batch.Do(KeepSql, new { shop = posting.ShopId, customer = customerKey });
        batch.LookAtTier(posting, customerKey);
    }

    /// <summary>SQL: what stands of an invitation <c>i</c>; nothing where it was revoked before it began.</summary>
    internal const string Standing = """
        select i.customer_key, i.tier_id, i.since, least(i.until, i.revoked_at) as until,
            i.revoked_at is not null and not coalesce(i.until <= i.revoked_at, false) as revoked, i.seq
        from member_invitations i where i.shop_id = @shop and not coalesce(i.revoked_at <= i.since, false)
        """;

    /// <summary>SQL: standing invitations <c>s</c> as the member's row has them.</summary>
    internal const string AsJson = $"""
        coalesce(jsonb_agg(jsonb_build_object(
            'tierId', s.tier_id, 'since', to_char(s.since {Utc}), 'until', to_char(s.until {Utc}), 'revoked', s.revoked)
            order by s.since, s.seq), '[]')
        """;

    private const string Utc = """at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'""";

    private const string InvitedSql = $"""
        select tier_id, since, until, revoked from ({Standing}) as s
        where customer_key = @customer order by since, seq
        """;

    private const string KeepSql = $"""
        insert into members (shop_id, customer_key, growth, points, held, version, as_of, invited)
        select @shop, @customer, 0, 0, '[]', 1, '-infinity', {AsJson}
        from ({Standing}) as s where s.customer_key = @customer
        on conflict (shop_id, customer_key) do update set invited = excluded.invited, version = members.version + 1
        """;
}
