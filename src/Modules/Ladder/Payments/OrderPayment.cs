namespace SocialCommerce.Ladder.Payments;

/// <summary>A payment of an order after it was reported, or what was written off in its place.</summary>
/// <param name="PaymentId">The merchant's id of the payment, or of the write-off.</param>
/// <param name="Amount">The amount.</param>
/// <param name="PaidAt">When it was paid; of a write-off, when it was decided.</param>
/// <param name="RecordedAt">When it was recorded, by the shop's clock.</param>
/// <param name="Part" example="2">The part that it names; absent where it names none.</param>
/// <param name="WrittenOff">True for a write-off; absent for a payment.</param>
/// <param name="Reason" example="The buyer moved abroad">Why it was written off; absent for a payment.</param>
public sealed record OrderPayment(
    string PaymentId, Money Amount, DateTimeOffset PaidAt, DateTimeOffset RecordedAt, int? Part, bool? WrittenOff,
    string? Reason);
