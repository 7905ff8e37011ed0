namespace SocialCommerce.Touchpoints;

/// <summary>What an order may be attributed to, as the database knows it.</summary>
/// <param name="TouchpointKey">The touchpoint named by the order, else the one last scanned; null for none.</param>
/// <param name="TouchpointId">The merchant's id of it.</param>
/// <param name="Basis"><see cref="Decision.ByOrder"/> or <see cref="Decision.ByScan"/>; null for none.</param>
/// <param name="InviterId">The touchpoint's inviter, or null.</param>
/// <param name="Advertising">Whether the touchpoint is advertising; null for none.</param>
/// <param name="KnownCode">Whether the order's own code names a touchpoint of the shop.</param>
public sealed record Attribution(
    long? TouchpointKey, string? TouchpointId, string? Basis, string? InviterId, bool? Advertising, bool KnownCode)
{
    /// <summary>
    /// Decides for an order that carried <paramref name="code"/>. Only a touchpoint that the order itself names has
    /// an inviter to bind to: opening an inviter's code never binds.
    /// </summary>
    public Decision Decide(string? code) => new(
        TouchpointKey, TouchpointId, Basis, Basis == Decision.ByOrder ? InviterId : null, Advertising == true,
        code is null || KnownCode ? null
            : ValidationRules.IsReadable(code) ? Decision.UnknownTouchpoint : Decision.UnreadableTouchpoint);
}
