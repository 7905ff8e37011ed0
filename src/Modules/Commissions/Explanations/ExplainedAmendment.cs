namespace SocialCommerce.Commissions.Explanations;

/// <summary>A change of an order after payment.</summary>
/// <param name="AmendmentId">The merchant's id.</param>
/// <param name="AmendedAt">When the order was changed.</param>
/// <param name="RecordedAt">Since when commission counts it.</param>
public sealed record ExplainedAmendment(string AmendmentId, DateTimeOffset AmendedAt, DateTimeOffset RecordedAt);
