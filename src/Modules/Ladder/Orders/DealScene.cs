namespace SocialCommerce.Ladder.Orders;

/// <summary>
/// Where an order was placed (成交场景): the more closed the scene, the deeper the conversation and the higher the
/// ticket.
/// </summary>
/// <param name="Code">The word in reports of orders.</param>
/// <param name="Depth">1 for the most open scene, 8 for the most closed.</param>
public sealed record DealScene(string Code, int Depth)
{
    /// <summary>
    /// <c>marketplace</c>, <c>marketplaceRepeat</c>, <c>marketplaceContact</c>, <c>momentsLink</c>,
    /// <c>privateChat</c>, <c>livestream</c>, <c>offlineSale</c> or <c>investmentMeeting</c>.
    /// </summary>
    public static readonly IReadOnlyList<DealScene> All =
    [
        new("marketplace", 1), new("marketplaceRepeat", 2), new("marketplaceContact", 3), new("momentsLink", 4),
        new("privateChat", 5), new("livestream", 6), new("offlineSale", 7), new("investmentMeeting", 8),
    ];

    /// <summary>Whether a word names a scene.</summary>
    public static bool IsKnown(string code) => All.Any(scene => scene.Code == code);
}
