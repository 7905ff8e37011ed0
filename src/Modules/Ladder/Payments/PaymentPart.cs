namespace SocialCommerce.Ladder.Payments;

/// <summary>A part of a payment plan.</summary>
/// <param name="Number" example="1">1 for the first part.</param>
/// <param name="Amount">What has to be paid.</param>
/// <param name="DueAt" example="2026-02-10T00:00:00Z">When it has to be paid; absent: no date was agreed.</param>
/// <param name="PaidAt" example="2026-01-31T09:30:00Z">
/// When it was paid, if it was paid before the order was reported. A later payment is an event of its own.
/// </param>
public sealed record PaymentPart(
    [property: Between(1, PaymentPlan.MaxParts)] int Number, Money Amount, DateTimeOffset? DueAt = null,
    DateTimeOffset? PaidAt = null);
