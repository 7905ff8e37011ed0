using System.Globalization;
using System.Text;
using SocialCommerce.Books.Months;

namespace SocialCommerce.Books.LateFacts;

/// <summary>
/// Lists what happened before the end of a closed month and was recorded too late for it, in the order of recording,
/// with totals by event. The list grows while such facts arrive; each belongs to the books of the month that was open
/// when it was recorded.
/// </summary>
internal static class ListLateFacts
{
    private const int RowsAtOnce = 5_000;

    private static readonly string[] Header =
    [
        "movementId", "event", "documentKind", "documentId", "rule", "customerId", "fromAccount", "toAccount",
        "amountMinor", "currency", "occurredAt", "recordedAt",
    ];

    /// <summary>The month, and the page of its late facts.</summary>
    public sealed record Query(string Month, int? Limit, string? Cursor) : IRequest<Result>;

    /// <summary>The month, and the movement after which the part begins.</summary>
    public sealed record FileQuery(string Month, long After) : IRequest<Part>;

    /// <summary>A page of late facts.</summary>
    /// <param name="Data">At most <c>limit</c> facts.</param>
    /// <param name="NextCursor">Opaque; pass it as <c>cursor</c> for the next page. Null on the last page.</param>
    /// <param name="HasMore">Whether there is a next page.</param>
    /// <param name="Sums">What all of them come to, by event.</param>
    public sealed record Result(
        IReadOnlyList<LateFact> Data,
        [property: System.Text.Json.Serialization.JsonIgnore(
            Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never)] string? NextCursor,
        bool HasMore, IReadOnlyList<LateSum> Sums);

    /// <summary>A part of the file.</summary>
    /// <param name="Text">Its rows.</param>
    /// <param name="Last">Key of the last movement in it; null in the last part.</param>
    public sealed record Part(string Text, long? Last);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/months/{month}/late-facts", (
                string month, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(month, limit, cursor), cancel))
            .Describe(
                "listLateFacts", "Books", "List late facts of a month",
                "Lists movements that happened before the end of a closed month and were recorded too late for its "
                    + "books, in the order of recording, with totals by event. Each belongs to the books of the month "
                    + "that was open when it was recorded. The list can grow after the close; use it to explain "
                    + "differences between a period and its books.")
            .Scope(Scopes.CommissionsRead).Expensive()
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.MonthNotFound, CommonProblems.LimitOutOfRange);
        routes.MapGet("/v1/months/{month}/late-facts/csv", async (
                string month, IMediator mediator, CancellationToken cancel) =>
            {
                // Read before the answer begins, so that a month that is not closed is 404.
                var first = await mediator.Send(new FileQuery(month, 0), cancel);
                return new CsvFile($"late-facts-{month}", (body, ends) => Write(body, mediator, month, first, ends));
            })
            .Describe(
                "getLateFactsCsv", "Books", "Export late facts of a month as CSV",
                "Exports every movement that was recorded too late for a closed month, one row each, with its "
                    + "document, rule, accounts, amount and both times. The file is streamed and has no totals.")
            .Scope(Scopes.CommissionsRead).Expensive().AnswersCsv().Problems(CommonProblems.MonthNotFound);
    }

    private static async Task Write(Stream body, IMediator mediator, string month, Part part, CancellationToken cancel)
    {
        await body.WriteAsync(Encoding.UTF8.GetBytes(Csv.Exact([Header])), cancel);
        await body.WriteAsync(Encoding.UTF8.GetBytes(part.Text), cancel);
        while (part.Last is { } last)
        {
            part = await mediator.Send(new FileQuery(month, last), cancel);
            await body.WriteAsync(Encoding.UTF8.GetBytes(part.Text), cancel);
        }
    }

    internal sealed class Handler(Db db, Caller caller, Documents documents)
        : IRequestHandler<Query, Result>, IRequestHandler<FileQuery, Part>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            var after = Paging.DecodeKey(query.Cursor);
            var month = await Month(query.Month, cancel);
            PendingRows<LateRow>? rows = null;
            var sums = await db.Long.Read(shop.Id, batch =>
            {
                batch.JoinWholeTables();
                rows = batch.Books.LateFacts(shop.Id, shop.Currency, month, after, limit + 1);
                return batch.Books.LateSums(shop.Id, shop.Currency, month);
            }, cancel);
            var page = Paging.Of(rows!.List, limit, row => row.MovementId);
            var found = await Documents(page.Data, cancel);
            return new Result(
                [.. page.Data.Select(row => row.ToFact(found(row), shop))], page.NextCursor, page.HasMore,
                [.. sums.List.Select(sum => new LateSum(sum.Event, sum.Facts, shop.Money(sum.Amount)))]);
        }

        public async Task<Part> Handle(FileQuery query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            var month = await Month(query.Month, cancel);
            var rows = (await db.Long.Read(shop.Id, batch =>
            {
                batch.JoinWholeTables();
                return batch.Books.LateFacts(shop.Id, shop.Currency, month, query.After, RowsAtOnce);
            }, cancel)).List;
            var found = await Documents(rows, cancel);
            return new Part(
                Csv.ForSpreadsheets(rows.Select(row => Fields(row.ToFact(found(row), shop)))),
                rows.Count == RowsAtOnce ? rows[^1].MovementId : null);
        }

        private async Task<MonthRow> Month(string month, CancellationToken cancel) =>
            (await db.Read(caller.Shop.Id, batch => batch.Books.Month(caller.Shop.Id, month), cancel)).First
            ?? throw CommonProblems.MonthNotFound.For(month);

        private async Task<Func<LateRow, Documented>> Documents(IEnumerable<LateRow> rows, CancellationToken cancel)
        {
            var found = await documents.Of(
                db, caller.Shop.Id, rows.ToDictionary(row => row.MovementId, row => row.Event), cancel);
            return row => found.GetValueOrDefault(row.MovementId, Documented.Nothing);
        }

        private static string?[] Fields(LateFact fact) =>
        [
            fact.MovementId, fact.Event, fact.Document?.Kind, fact.Document?.Id, fact.Rule, fact.CustomerId, fact.From,
            fact.To, fact.Amount.Amount.ToString(CultureInfo.InvariantCulture), fact.Amount.Currency,
            Json.Text(fact.OccurredAt), Json.Text(fact.RecordedAt),
        ];
    }
}
