using System.Globalization;
using System.Text;
using SocialCommerce.Books.Journals;
using SocialCommerce.Books.Months;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Flows.Context;

namespace SocialCommerce.Flows.Books;

/// <summary>
/// The journal of a closed month as a file for the merchant's books: every movement in booking order, under the shop's
/// account numbers, with the document and the rule behind it. The bytes are the same every time.
/// </summary>
internal static class ExportJournal
{
    private const int RowsAtOnce = 5_000;

    private static readonly string[] Header =
    [
        "movementId", "journalId", "recordedAt", "occurredAt", "event", "debitAccount", "creditAccount", "amountMinor",
        "currency", "customerId", "orderId", "documentKind", "documentId", "rule", "ruleKind",
    ];

    /// <summary>The month, and the movement after which the part begins.</summary>
    public sealed record Query(string Month, long After) : IRequest<Part>;

    /// <summary>A part of the file.</summary>
    /// <param name="Text">Its rows.</param>
    /// <param name="Last">Key of the last movement in it; null in the last part.</param>
    public sealed record Part(string Text, long? Last);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/months/{month}/journal/csv", async (
                string month, IMediator mediator, CancellationToken cancel) =>
            {
                // Read before the answer begins, so that a month that is not closed is 404.
                var first = await mediator.Send(new Query(month, 0), cancel);
                return new CsvFile($"journal-{month}", (body, ends) => Write(body, mediator, month, first, ends));
            })
            .Describe(
                "exportJournal", "Books", "Export a month's journal as CSV",
                "Exports every movement of a closed month in booking order: debit and credit account under the shop's "
                    + "account numbers, amount, partner, order, and the document and rule behind it. Import it into "
                    + "the merchant's accounting system. The bytes are the same every time.")
            .Scope(Scopes.CommissionsRead).Expensive().AnswersCsv().Problems(CommonProblems.MonthNotFound);

    private static async Task Write(
        Stream body, IMediator mediator, string month, Part part, CancellationToken cancel)
    {
        await body.WriteAsync(Encoding.UTF8.GetBytes(Csv.Exact([Header])), cancel);
        await body.WriteAsync(Encoding.UTF8.GetBytes(part.Text), cancel);
        while (part.Last is { } last)
        {
            part = await mediator.Send(new Query(month, last), cancel);
            await body.WriteAsync(Encoding.UTF8.GetBytes(part.Text), cancel);
        }
    }

    internal sealed class Handler(FlowContext context, Documents documents) : IRequestHandler<Query, Part>
    {
        public async Task<Part> Handle(Query query, CancellationToken cancel)
        {
            var (db, shop) = (context.Db, context.Shop);
            PendingRows<MonthRow>? closed = null;
            var before = await db.Read(shop.Id, batch =>
            {
                closed = batch.Books.Month(shop.Id, query.Month);
                return batch.Books.MonthBefore(shop.Id, query.Month);
            }, cancel);
            var month = closed!.First ?? throw CommonProblems.MonthNotFound.For(query.Month);
            var rows = (await db.Read(shop.Id, batch => batch.Books.Journal(
                shop, month.Since(before.First), query.After, RowsAtOnce), cancel)).List;
            var orders = await OrderIds(rows, cancel);
            var number = month.Numbers();
            var found = await documents.Of(
                db, shop.Id, rows.ToDictionary(row => row.MovementId, row => row.Event), cancel);
            return new Part(
                Csv.ForSpreadsheets(rows.Select(row => Fields(
                    row, shop.Currency, number, row.OrderKey is { } order ? orders.GetValueOrDefault(order) : null,
                    found.GetValueOrDefault(row.MovementId, Documented.Nothing)))),
                rows.Count == RowsAtOnce ? rows[^1].MovementId : null);
        }

        private async Task<Dictionary<long, string>> OrderIds(
            IEnumerable<JournalRow> rows, CancellationToken cancel)
        {
            var keys = rows.Select(row => row.OrderKey).OfType<long>().Distinct().ToArray();
            if (keys.Length == 0) return [];
            var shop = context.Shop.Id;
            var orders = await context.Db.Read(shop, batch => batch.Commissions.OrderIds(shop, keys), cancel);
            return orders.List.ToDictionary(order => order.OrderKey, order => order.OrderId);
        }

        // What an expense gives to a person is a cost and a debt: the giver is debited, the receiver credited.
        private static string?[] Fields(
            JournalRow row, string currency, Func<string, string> number, string? orderId, Documented found) =>
        [
            PublicId.Of(Movement.Prefix, row.MovementId), row.JournalId.ToString(CultureInfo.InvariantCulture),
            Json.Text(row.RecordedAt), Json.Text(row.OccurredAt), row.Event, number(row.FromAccount),
            number(row.ToAccount), row.Amount.ToString(CultureInfo.InvariantCulture), currency, row.CustomerId,
            orderId, found.Document?.Kind, found.Document?.Id, found.Rule, found.RuleKind,
        ];
    }
}
