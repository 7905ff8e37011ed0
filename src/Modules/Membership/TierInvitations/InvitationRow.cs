namespace SocialCommerce.Membership.TierInvitations;

/// <summary>An invitation as it is kept.</summary>
internal sealed record InvitationRow(
    string InvitationId, long Seq, long CustomerKey, string CustomerId, string TierId, DateTimeOffset Since,
    DateTimeOffset? Until, string Content, string GivenBy, DateTimeOffset RecordedAt, string? RevokeReason,
    string? RevokedBy, DateTimeOffset? RevokedAt)
{
    public const string Columns = """
        i.invitation_id, i.seq, i.customer_key, c.customer_id, i.tier_id, i.since, i.until, i.content::text, i.given_by,
            i.recorded_at, i.revoke_reason, i.revoked_by, i.revoked_at
        from member_invitations i join customers c on c.shop_id = i.shop_id and c.customer_key = i.customer_key
        """;

    /// <summary>As it was asked for.</summary>
    public InviteToTier.Body Body => Json.Read<InviteToTier.Body>(Content);

    /// <summary>As it is answered.</summary>
    public TierInvitation ToInvitation() => new(
        InvitationId, CustomerId, TierId, Body.Reason, Since, Until, GivenBy, RecordedAt,
        RevokedAt is { } at ? new TierRevocation(RevokeReason!, RevokedBy!, at) : null);
}
