namespace SocialCommerce.Ladder.Refunds;

/// <summary>What a cancellation keeps of itself: the refund that it cancels, and its report.</summary>
public sealed record KeptCancellation(long RefundKey, string Content);
