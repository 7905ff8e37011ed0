using System.Text.Json;

namespace SocialCommerce.Kernel.Auditing;

/// <summary>
/// Lists the changes at a shop with the values before and after, oldest first. Times are real time, also in a sandbox.
/// </summary>
internal static class ListAuditLog
{
    /// <summary>Of what, and which page.</summary>
    public sealed record Query(string? Kind, string? Id, int? Limit, string? Cursor) : IRequest<Page<Item>>;

    /// <summary>A change.</summary>
    /// <param name="EntryId" example="aud_0000000000042">Its id.</param>
    /// <param name="Kind" example="plan">What sort of thing was changed.</param>
    /// <param name="Id">The id of the subject.</param>
    /// <param name="ChangedAt">The time of the change.</param>
    /// <param name="OperatorId">Who; absent where a backend's key or the platform did it.</param>
    /// <param name="OperatorName" example="Li Na">The person's name then.</param>
    /// <param name="KeyId">With which key; absent where the platform did it.</param>
    /// <param name="Before">What it was; absent when it was not.</param>
    /// <param name="After">What it became; absent when it is no more.</param>
    /// <param name="Reason" example="Approved by the board">Why, where that was said.</param>
    public sealed record Item(
        string EntryId, string Kind, string Id, DateTimeOffset ChangedAt, string? OperatorId = null,
        string? OperatorName = null, string? KeyId = null, IReadOnlyDictionary<string, JsonElement>? Before = null,
        IReadOnlyDictionary<string, JsonElement>? After = null, string? Reason = null);

    private const string Prefix = "aud";

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/audit-log", (
                string? kind, string? id, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(kind, id, limit, cursor), cancel))
            .Describe(
                "listAuditLog", "Shops", "List the audit log",
                "Lists the changes at the shop, oldest first: who changed what, with the values before and after. "
                    + "Filter by `kind` and `id` for the history of one record. Times are real time, also in a "
                    + "sandbox.")
            .Scope(Scopes.AuditLogRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit, after) = (caller.Shop.Id, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var rows = await db.Rows<Row>(
                shop, Sql, new { shop, query.Kind, subject = query.Id, after, take = limit + 1 }, cancel);
            return Paging.Of(rows, limit, row => row.EntryId).Select(row => row.ToItem());
        }
    }

    private sealed record Row(
        long EntryId, string Kind, string SubjectId, string? OperatorId, string? OperatorName, long? KeyId,
        string? Before, string? After, string? Reason, DateTimeOffset RecordedAt)
    {
        public Item ToItem() => new(
            PublicId.Of(Prefix, EntryId), Kind, SubjectId, RecordedAt, OperatorId, OperatorName,
            KeyId is { } key ? PublicId.Of(CreateApiKey.Prefix, key) : null, Read(Before), Read(After), Reason);

        private static Dictionary<string, JsonElement>? Read(string? json) =>
            json is null ? null : Json.Read<Dictionary<string, JsonElement>>(json);
    }

    private const string Sql = """
        select entry_id, kind, subject_id, operator_id, operator_name, key_id, before, after, reason, recorded_at
        from audit_log
        where shop_id = @shop and entry_id > @after and (@kind is null or kind = @kind)
            and (@subject is null or subject_id = @subject)
        order by entry_id limit @take
        """;
}
