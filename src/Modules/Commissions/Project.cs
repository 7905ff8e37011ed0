using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>What a task is about (项目奖).</summary>
/// <param name="RuleId">The plan's project rule, of the version in force when it is opened.</param>
/// <param name="Goal">What is to be done, in words.</param>
/// <param name="Deadline">Until when it can be accepted.</param>
/// <param name="Amount">What it pays when the goal is reached.</param>
/// <param name="Split">Among whom: all in basis points of 10,000, or all in parts that add up to the amount.</param>
/// <param name="Target">How many of what the goal names; 1 when absent.</param>
/// <param name="Payment"><c>allOrNothing</c>, or <c>proRata</c> to the achieved share.</param>
public sealed record ProjectContent(
    string RuleId, string Goal, DateTimeOffset Deadline, Money Amount, IReadOnlyList<ProjectPart> Split,
    long Target = 1, string Payment = ProjectContent.AllOrNothing)
{
    /// <summary>Pays when the goal is reached.</summary>
    public const string AllOrNothing = "allOrNothing";

    /// <summary>Pays the achieved share.</summary>
    public const string ProRata = "proRata";

    /// <summary>Refuses an amount above the shop's limit.</summary>
    /// <exception cref="Refused">422 PROJECT_EXCEEDS_LIMIT.</exception>
    public void RequireWithin(PaymentLimits.Limits limits)
    {
        if (Amount.Amount > limits.Project)
            throw Refused.Invalid(
                "PROJECT_EXCEEDS_LIMIT", $"The shop's payment limits allow {limits.Project}.",
                "#/content/amount/amount");
    }

    /// <summary>
    /// What is paid for what was achieved, rounded half to even; more than the goal pays no more. Null where nothing
    /// is.
    /// </summary>
    public long? Worth(long achieved)
    {
        if (achieved < Target && Payment == AllOrNothing) return null;
        var worth = Allocation.RoundHalfEven((Int128)Amount.Amount * Math.Min(achieved, Target), Target);
        return worth == 0 ? null : worth;
    }

    /// <summary>
    /// Everybody's part of a worth, in the split's order: by largest remainder, ties to the smaller id, so that the
    /// parts add up to it exactly.
    /// </summary>
    public IReadOnlyList<long> Parts(long worth)
    {
        var ordered = Split.Select((part, place) => (part, place))
            .OrderBy(one => one.part.CustomerId, StringComparer.Ordinal).ToList();
        var amounts = Allocation.LargestRemainder(worth, ordered.ConvertAll(one => one.part.Weight));
        var parts = new long[Split.Count];
        for (var i = 0; i < parts.Length; i++) parts[ordered[i].place] = amounts[i];
        return parts;
    }
}

/// <summary>Somebody's part of a task: in basis points, or an amount; one of the two.</summary>
/// <param name="CustomerId">An active partner.</param>
/// <param name="Bps">Basis points; all parts together 10,000.</param>
/// <param name="Amount">An amount; all parts together the task's.</param>
public sealed record ProjectPart(string CustomerId, int? Bps = null, Money? Amount = null)
{
    internal long Weight => Bps ?? Amount?.Amount ?? 0;
}

/// <summary>A task with how it stands.</summary>
/// <param name="ProjectId">The shop's own id.</param>
/// <param name="Content">What it is about.</param>
/// <param name="PlanId">The plan version that governs it.</param>
/// <param name="Status"><c>open</c>, <c>expired</c>, <c>accepted</c> or <c>cancelled</c>.</param>
/// <param name="OpenedBy">Operator who opened it.</param>
/// <param name="OpenedAt">When, by the shop's clock.</param>
/// <param name="Decision">How it ended.</param>
public sealed record Project(
    string ProjectId, ProjectContent Content, string PlanId, string Status, string OpenedBy, DateTimeOffset OpenedAt,
    ProjectDecision? Decision = null);

/// <summary>How a task ended.</summary>
/// <param name="Accepted">False where it was cancelled.</param>
/// <param name="Reason">Why.</param>
/// <param name="DecidedBy">Operator who decided.</param>
/// <param name="DecidedAt">When, by the shop's clock.</param>
/// <param name="Achieved">Of the target.</param>
/// <param name="Worth">What it comes to.</param>
/// <param name="Shares">Who gets what of it.</param>
/// <param name="MaturesAt">When that matures: the plan's hold after the acceptance.</param>
public sealed record ProjectDecision(
    bool Accepted, string Reason, string DecidedBy, DateTimeOffset DecidedAt, long? Achieved = null,
    Money? Worth = null, IReadOnlyList<ProjectShare>? Shares = null, DateTimeOffset? MaturesAt = null);

/// <summary>Somebody's part of an accepted task.</summary>
/// <param name="CustomerId">The person.</param>
/// <param name="Share">What the split gives.</param>
/// <param name="Amount">What is paid: nothing to who may not earn; that stays with the shop.</param>
/// <param name="Tier">The tier held at acceptance.</param>
/// <param name="Reason">Why nothing is paid: <c>noTier</c>, <c>inactive</c>.</param>
public sealed record ProjectShare(
    string CustomerId, Money Share, Money Amount, string? Tier = null, string? Reason = null);

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

/// <summary>The statements about tasks that several slices carry.</summary>
internal static class ProjectStatements
{
    /// <summary>Holds a task's id, known or not, until the transaction ends.</summary>
    public static void LockProject(this Batch batch, long shopId, string projectId) =>
        batch.Take(NamedLock.Project, shopId, projectId);

    /// <summary>A task.</summary>
    public static Rows<ProjectRow> FindProject(this Batch batch, long shopId, string projectId) =>
        batch.Rows<ProjectRow>(FindSql, new { shop = shopId, projectId });

    /// <summary>People by the merchant's ids, with where they stand now.</summary>
    public static Rows<ProjectPerson> ProjectPeople(this Batch batch, long shopId, IEnumerable<string> ids) =>
        batch.Rows<ProjectPerson>(PeopleSql, new { shop = shopId, ids = ids.ToArray() });

    /// <summary>Ends a task.</summary>
    public static void DecideProject(
        this Batch batch, long shopId, ProjectRow project, ProjectDecision decision, long? sourceKey) =>
        batch.Do(DecideSql, new
        {
            shop = shopId,
            project.ProjectKey,
            sourceKey,
            decision.Achieved,
            answer = Json.Write(decision),
            decision.Reason,
            decision.DecidedBy,
            decision.DecidedAt,
        });

    private const string FindSql = $"""
        select {ProjectRow.Columns} where p.shop_id = @shop and p.project_id = @projectId
        """;

    private const string PeopleSql = """
        select c.customer_key as key, c.customer_id, held.tier, coalesce(held.active, false) as active
        from customers c
        left join lateral (
            select h.tier, h.active from partner_history h
            where h.shop_id = @shop and h.customer_key = c.customer_key order by h.seq desc limit 1) as held on true
        where c.shop_id = @shop and c.customer_id = any(@ids)
        """;

    private const string DecideSql = """
        insert into project_decisions (shop_id, project_key, source_key, achieved, answer, reason, decided_by,
            recorded_at)
        values (@shop, @projectKey, @sourceKey, @achieved, @answer::jsonb, @reason, @decidedBy, @decidedAt)
        """;
}

/// <summary>Somebody who has a part in a task.</summary>
internal sealed record ProjectPerson(long Key, string CustomerId, string? Tier, bool Active)
{
    /// <summary>Null when this person may earn, else the reason why not.</summary>
    public string? Bar => Tier is null ? Reasons.NoTier : Active ? null : Reasons.Inactive;
}
