namespace SocialCommerce.Commissions.Publishing;

/// <summary>A flag that a named person has acknowledged.</summary>
/// <param name="RuleId" example="G01">The guard's rule.</param>
/// <param name="Path" example="#/content/payDepth">The finding's path.</param>
/// <param name="OperatorId">Who answers for it.</param>
/// <param name="OperatorName" example="Li Na">The person's name then.</param>
/// <param name="Reason">Why it is all right.</param>
public sealed record Acknowledged(
    string RuleId, string Path, string OperatorId, string OperatorName, string? Reason = null);
