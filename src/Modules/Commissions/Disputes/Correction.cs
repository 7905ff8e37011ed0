namespace SocialCommerce.Commissions.Disputes;

/// <summary>An adjustment as a dispute sees it.</summary>
/// <param name="DisputeId">The dispute that it has put right already.</param>
public sealed record Correction(long CustomerKey, bool Approved, string? DisputeId);
