namespace SocialCommerce.Ladder.Payments;

/// <summary>Something that covers a payment plan.</summary>
/// <param name="PaymentId">The merchant's id; empty for a part that was paid when the order was reported.</param>
/// <param name="IsWriteOff">Whether it was written off in place of being paid.</param>
/// <param name="Part">The part that it names; null where it names none.</param>
/// <param name="AmountMinor">The amount, in minor units.</param>
/// <param name="At">When it happened.</param>
public sealed record PaymentEntry(string PaymentId, bool IsWriteOff, int? Part, long AmountMinor, DateTimeOffset At);
