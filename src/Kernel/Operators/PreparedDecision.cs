using System.Text.Json;

namespace SocialCommerce.Kernel.Operators;

/// <summary>A decision about money that one person has prepared; it takes effect when a second person sends the same.
/// </summary>
/// <param name="DecisionId" example="dcs_0000000000042">Our id.</param>
/// <param name="Kind" example="accrualStopRelease">What is decided; the list of decisions states its words.</param>
/// <param name="SubjectId" example="o-20260131-7">What it is about; empty where a shop has one of the kind.</param>
/// <param name="Status">`waiting`, `confirmed` or `replaced`.</param>
/// <param name="Content">What the second person sends to confirm it.</param>
/// <param name="PreparedBy">Operator id of the first person.</param>
/// <param name="PreparedAt">When, by the shop's clock.</param>
/// <param name="EndedBy" example="wang.wei">Operator id of the person who confirmed or replaced it.</param>
/// <param name="EndedAt">When, by the shop's clock.</param>
public sealed record PreparedDecision(
    string DecisionId, string Kind, string SubjectId, string Status,
    IReadOnlyDictionary<string, JsonElement> Content, string PreparedBy, DateTimeOffset PreparedAt,
    string? EndedBy = null, DateTimeOffset? EndedAt = null)
{
    internal const string Prefix = "dcs";
}
