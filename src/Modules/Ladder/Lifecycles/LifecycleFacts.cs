namespace SocialCommerce.Ladder.Lifecycles;

/// <summary>What a customer's stage and lifetime value are decided by.</summary>
/// <param name="Orders">Kept orders.</param>
/// <param name="FirstPaidAt">When the earliest of them was paid; null without one.</param>
/// <param name="LastPaidAt">When the latest of them was paid; null without one.</param>
/// <param name="OwnSeconds">Median of the times between them, by nearest rank; null below two orders.</param>
/// <param name="ProductDays">The shortest expected cycle of the products of the latest one; null without any.</param>
/// <param name="NetMinor">Their value less refunds.</param>
internal sealed record LifecycleFacts(
    long Orders, DateTimeOffset? FirstPaidAt, DateTimeOffset? LastPaidAt, decimal? OwnSeconds, int? ProductDays,
    long NetMinor)
{
    /// <summary>Of a customer without a kept order.</summary>
    public static readonly LifecycleFacts None = new(0, null, null, null, null, 0);
}
