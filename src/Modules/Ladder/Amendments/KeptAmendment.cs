namespace SocialCommerce.Ladder.Amendments;

/// <summary>An amendment of an order, as it is kept.</summary>
/// <param name="Revision">1 for the first that was recorded.</param>
/// <param name="OrderId">The order that it named.</param>
/// <param name="RecordedAt">When it took effect.</param>
/// <param name="Content">The report.</param>
public sealed record KeptAmendment(
    long OrderKey, int Revision, string OrderId, DateTimeOffset RecordedAt, OrderAmendment Content);
