namespace SocialCommerce.Membership.TierInvitations;

/// <summary>What the integrity check asks of invitations.</summary>
internal static class InvitationChecks
{
    /// <summary>A member's row has the invitations that stand.</summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks = [new("tierInvitations", InvitedSql)];

    private const string InvitedSql = $"""
        select 'customer ' || c.customer_id as subject, format('has %s, due %s', m.invited, d.invited) as detail
        from customers c
        left join members m on m.shop_id = @shop and m.customer_key = c.customer_key
        left join (
            select s.customer_key, {InvitationSql.AsJson} as invited from ({InvitationSql.Standing}) as s
            group by s.customer_key) as d on d.customer_key = c.customer_key
        where c.shop_id = @shop and @unit <> '' and coalesce(m.invited, '[]') <> coalesce(d.invited, '[]')
        order by c.customer_key limit 20
        """;
}
