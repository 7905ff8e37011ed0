namespace SocialCommerce.Referrals.InviteCodes;

/// <summary>The owner of an invite code.</summary>
public sealed record InviteOwner(long Key, string CustomerId);
