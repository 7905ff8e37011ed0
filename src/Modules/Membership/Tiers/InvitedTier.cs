namespace SocialCommerce.Membership.Tiers;

/// <summary>A tier that a person of the shop gave.</summary>
/// <param name="TierId">The tier.</param>
/// <param name="Since">From when it stands.</param>
/// <param name="Until">When it ends; null: without end.</param>
/// <param name="Revoked">Whether it was taken back, at its end.</param>
public sealed record InvitedTier(string TierId, DateTimeOffset Since, DateTimeOffset? Until, bool Revoked = false)
{
    /// <summary>Whether it stands at a time.</summary>
    internal bool StandsAt(DateTimeOffset at) => Since <= at && !(Until <= at);
}
