namespace SocialCommerce.Commissions.Publishing;

/// <summary>A flag that a named person has acknowledged.</summary>
/// <param name="RuleId">The guard's rule.</param>
/// <param name="Path">The finding's path.</param>
/// <param name="OperatorId">Who answers for it.</param>
/// <param name="OperatorName">The person's name then.</param>
/// <param name="Reason">Why it is all right.</param>
public sealed record Acknowledged(
    string RuleId, string Path, string OperatorId, string OperatorName, string? Reason = null);
