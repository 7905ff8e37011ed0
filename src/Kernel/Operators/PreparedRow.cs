using System.Text.Json;

namespace SocialCommerce.Kernel.Operators;

/// <summary>A prepared decision as it is kept.</summary>
public sealed record PreparedRow(
    long DecisionKey, string Kind, string SubjectId, string? Outcome, string Content, string PreparedBy,
    DateTimeOffset PreparedAt, string? EndedBy, DateTimeOffset? EndedAt)
{
    /// <summary>As the API shows it.</summary>
    public PreparedDecision ToDecision() => new(
        PublicId.Of(PreparedDecision.Prefix, DecisionKey), Kind, SubjectId, Outcome ?? "waiting",
        Json.Read<Dictionary<string, JsonElement>>(Content), PreparedBy, PreparedAt, EndedBy, EndedAt);
}
