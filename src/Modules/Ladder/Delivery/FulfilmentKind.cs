namespace SocialCommerce.Ladder.Delivery;

/// <summary>What happens to a line after payment.</summary>
public enum FulfilmentKind
{
    /// <summary>It left (发货).</summary>
    Shipped,

    /// <summary>It was received (签收).</summary>
    Completed,
}
