namespace SocialCommerce.Referrals.InviteCodes;

/// <summary>The person whom an invite code names.</summary>
public sealed record InviteOwner(long Key, string CustomerId);
