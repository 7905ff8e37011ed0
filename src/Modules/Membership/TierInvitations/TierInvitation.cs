namespace SocialCommerce.Membership.TierInvitations;

/// <summary>A tier that a person of the shop gave to a customer.</summary>
/// <param name="InvitationId">The merchant's own id.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="TierId">The tier.</param>
/// <param name="Reason">Why.</param>
/// <param name="StartsAt">From when it stands.</param>
/// <param name="EndsAt">When it ends; absent: not before it is revoked.</param>
/// <param name="GivenBy" example="op-li">The operator who gave it.</param>
/// <param name="RecordedAt">When it was recorded, by the shop's clock.</param>
/// <param name="Revocation">Who revoked it; absent where it stands.</param>
internal sealed record TierInvitation(
    string InvitationId, string CustomerId, string TierId, string Reason, DateTimeOffset StartsAt,
    DateTimeOffset? EndsAt, string GivenBy, DateTimeOffset RecordedAt, TierRevocation? Revocation = null);

/// <summary>The end of an invitation by a person.</summary>
/// <param name="Reason" example="The partnership has ended">Why.</param>
/// <param name="RevokedBy" example="op-li">The operator who took it back.</param>
/// <param name="RevokedAt">Since when it does not stand.</param>
internal sealed record TierRevocation(string Reason, string RevokedBy, DateTimeOffset RevokedAt);
