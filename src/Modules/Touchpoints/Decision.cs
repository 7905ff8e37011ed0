namespace SocialCommerce.Touchpoints;

/// <summary>Where an order came from.</summary>
/// <param name="TouchpointKey">The touchpoint to book, or null.</param>
/// <param name="TouchpointId">The merchant's id of it, or null.</param>
/// <param name="Basis">On what ground; null when there is no touchpoint.</param>
/// <param name="InviterId">The person to bind the buyer to, or null.</param>
/// <param name="Advertising">Whether the shop pays for reaching people there.</param>
/// <param name="Warning">The warning that the order's answer carries, or null.</param>
public sealed record Decision(
    long? TouchpointKey, string? TouchpointId, string? Basis, string? InviterId, bool Advertising,
    string? Warning)
{
    /// <summary>The order named the touchpoint.</summary>
    public const string ByOrder = "order";

    /// <summary>The buyer scanned it within the attribution window before paying.</summary>
    public const string ByScan = "scan";

    /// <summary>The order named a touchpoint that the shop does not have.</summary>
    public const string UnknownTouchpoint = "unknownTouchpoint";

    /// <summary>What the order sent cannot be a code or an id at all.</summary>
    public const string UnreadableTouchpoint = "unreadableTouchpoint";
}
