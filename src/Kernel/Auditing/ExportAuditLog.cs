using System.Text;

namespace SocialCommerce.Kernel.Auditing;

/// <summary>
/// Exports the audit log for verification as JSON lines: first the number of entries and the hash of the last one, then
/// each entry with the exact text that was hashed. <c>scripts/verify-statements</c> verifies the chain without the
/// server, and against an earlier export. The response is streamed.
/// </summary>
internal static class ExportAuditLog
{
    private const int EntriesAtOnce = 1_000;

    /// <summary>Where the chain ends now.</summary>
    public sealed record HeadQuery : IRequest<Heading>;

    /// <summary>Entries after one, up to another.</summary>
    public sealed record Query(long After, long UpTo) : IRequest<IReadOnlyList<Line>>;

    /// <summary>The first line of an export.</summary>
    /// <param name="ShopId">The shop.</param>
    /// <param name="Entries">How many entries follow.</param>
    /// <param name="LastHash">Hash of the last one; empty without entries.</param>
    public sealed record Heading(string ShopId, long Entries, string LastHash);

    /// <summary>A line of an export.</summary>
    /// <param name="Sequence">Number of the entry at the shop, from 1 without a gap.</param>
    /// <param name="PreviousHash">Hash of the entry before it; empty for the first.</param>
    /// <param name="Hash">SHA-256 of the previous hash, a line feed and the entry, in UTF-8.</param>
    /// <param name="Entry">The entry as it was hashed: a JSON object.</param>
    public sealed record Line(long Sequence, string PreviousHash, string Hash, string Entry);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/audit-log/export", async (IMediator mediator, CancellationToken cancel) =>
            {
                var head = await mediator.Send(new HeadQuery(), cancel);
                return Results.Stream(body => Write(body, mediator, head, cancel), MediaTypes.JsonLines);
            })
            .Describe(
                "exportAuditLog", "Shops", "Export the audit log",
                "Exports the audit log as JSON lines for verification: first the number of entries and the hash of "
                    + "the last one, then each entry with its hash and the exact text that was hashed. Each hash "
                    + "covers the previous one, so the chain can be verified without the server, and against an "
                    + "earlier export. The response is streamed.")
            .Scope(Scopes.AuditLogRead).Produces<string>(StatusCodes.Status200OK, MediaTypes.JsonLines);

    private static async Task Write(Stream body, IMediator mediator, Heading head, CancellationToken cancel)
    {
        await body.WriteAsync(Encoding.UTF8.GetBytes($"{Json.Write(head)}\n"), cancel);
        for (var after = 0L; after < head.Entries;)
        {
            var lines = await mediator.Send(new Query(after, head.Entries), cancel);
            if (lines.Count == 0) return;
            var text = string.Concat(lines.Select(line => $"{Json.Write(line)}\n"));
            await body.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
            after = lines[^1].Sequence;
        }
    }

    internal sealed class Handler(Db db, Caller caller)
        : IRequestHandler<HeadQuery, Heading>, IRequestHandler<Query, IReadOnlyList<Line>>
    {
        public async Task<Heading> Handle(HeadQuery query, CancellationToken cancel)
        {
            var head = await db.First<HeadRow>(caller.Shop.Id, HeadSql, new { shop = caller.Shop.Id }, cancel);
            return new Heading(caller.Shop.PublicId, head?.Sequence ?? 0, head?.Hash ?? "");
        }

        public async Task<IReadOnlyList<Line>> Handle(Query query, CancellationToken cancel) =>
            await db.Rows<Line>(caller.Shop.Id, Sql, new
            {
                shop = caller.Shop.Id,
                query.After,
                query.UpTo,
                take = EntriesAtOnce,
            }, cancel);
    }

    private sealed record HeadRow(long Sequence, string Hash);

    private const string HeadSql = "select sequence, hash from audit_log_heads where shop_id = @shop";

    private const string Sql = """
        select c.sequence, c.previous_hash, c.hash, audit_log_entry(c) as entry from audit_log c
        where c.shop_id = @shop and c.sequence > @after and c.sequence <= @upTo order by c.sequence limit @take
        """;
}
