namespace SocialCommerce.Ladder.Refunds;

/// <summary>The cancellation of a refund: the bank sent the money back, or the order was reinstated.</summary>
/// <param name="CancelledAt">When it happened.</param>
/// <param name="Reason">Why, in the merchant's words.</param>
public sealed record RefundCancellation(DateTimeOffset CancelledAt, string Reason);
