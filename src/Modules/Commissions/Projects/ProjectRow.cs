using SocialCommerce.Commissions.Plans;

namespace SocialCommerce.Commissions.Projects;

/// <summary>A task as it is kept.</summary>
internal sealed record ProjectRow(
    long ProjectKey, string ProjectId, long PlanKey, string Content, string OpenedBy, DateTimeOffset RecordedAt,
    string? Decision)
{
    public const string Columns = """
        p.project_key, p.project_id, p.plan_key, p.content, p.opened_by, p.recorded_at, d.answer as decision
        from projects p left join project_decisions d on d.shop_id = p.shop_id and d.project_key = p.project_key
        """;

    public const string Cancelled = "cancelled";
    public const string Accepted = "accepted";
    public const string Expired = "expired";
    public const string Open = "open";

    public ProjectContent ReadContent() => Json.Read<ProjectContent>(Content);

    public Project ToProject(DateTimeOffset now)
    {
        var content = ReadContent();
        var decision = Decision is null ? null : Json.Read<ProjectDecision>(Decision);
        var status = decision is not null ? decision.Accepted ? Accepted : Cancelled
            : content.Deadline < now ? Expired : Open;
        return new Project(
            ProjectId, content, PublicId.Of(PlanVersion.Prefix, PlanKey), status, OpenedBy, RecordedAt, decision);
    }
}
