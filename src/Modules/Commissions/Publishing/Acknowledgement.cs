namespace SocialCommerce.Commissions.Publishing;

/// <summary>A flag with its acknowledgement.</summary>
/// <param name="RuleId" example="G01">The guard's rule.</param>
/// <param name="Path" example="#/content/payDepth">The finding's path.</param>
/// <param name="Reason">Why it is all right.</param>
public sealed record Acknowledgement(string RuleId, string Path, string? Reason = null);
