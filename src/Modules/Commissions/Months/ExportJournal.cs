using System.Globalization;
using System.Text;
using SocialCommerce.Commissions.Settlements;

namespace SocialCommerce.Commissions.Months;

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

    internal sealed class Handler(Db db, Caller caller, Documents documents) : IRequestHandler<Query, Part>
    {
        public async Task<Part> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            PendingRows<MonthRow>? closed = null;
            var before = await db.Read(shop.Id, batch =>
            {
                closed = batch.Commissions.Month(shop.Id, query.Month);
                return batch.Commissions.MonthBefore(shop.Id, query.Month);
            }, cancel);
            var month = closed!.First ?? throw CommonProblems.MonthNotFound.For(query.Month);
            var rows = await db.Rows<Row>(shop.Id, RowsSql, new
            {
                shop = shop.Id,
                unit = shop.Currency,
                month.Watermark,
                end = month.MonthEnd,
                before = before.First?.Watermark ?? 0,
                beforeEnd = before.First?.MonthEnd ?? month.MonthEnd,
                from = Math.Max(before.First?.NextFrom ?? 0, query.After + 1),
                take = RowsAtOnce,
            }, cancel);
            var number = ChartOfAccounts.Numbers(month.Chart);
            var found = await documents.Of(
                db, shop.Id, rows.ToDictionary(row => row.MovementId, row => row.Event), cancel);
            return new Part(
                Csv.ForSpreadsheets(rows.Select(row => row.Fields(
                    shop.Currency, number, found.GetValueOrDefault(row.MovementId, Documented.Nothing)))),
                rows.Count == RowsAtOnce ? rows[^1].MovementId : null);
        }
    }

    private sealed record Row(
        long MovementId, long JournalId, string Event, string FromAccount, string ToAccount, long Amount,
        DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string? CustomerId, string? OrderId)
    {
        // What an expense gives to a person is a cost and a debt: the giver is debited, the receiver credited.
        public string?[] Fields(string currency, Func<string, string> number, Documented found) =>
        [
            PublicId.Of(ListMovements.Prefix, MovementId), JournalId.ToString(CultureInfo.InvariantCulture),
            Json.Text(RecordedAt), Json.Text(OccurredAt), Event, number(FromAccount), number(ToAccount),
            Amount.ToString(CultureInfo.InvariantCulture), currency, CustomerId, OrderId, found.Document?.Kind,
            found.Document?.Id, found.Rule, found.RuleKind,
        ];
    }

    private const string RowsSql = $"""
        select m.movement_id, m.journal_id, m.event, m.from_account, m.to_account, m.amount, m.occurred_at,
            m.recorded_at, c.customer_id, o.order_id
        from (
            select * from movements m
            where m.shop_id = @shop and m.unit = @unit and {CloseMonth.OfMonth}
            order by m.movement_id limit @take) as m
        left join customers c on c.shop_id = @shop and c.customer_key = m.customer_key
        left join commission_orders o on o.shop_id = @shop and o.order_key = m.order_key
        order by m.movement_id
        """;
}
