using System.Globalization;
using System.Text;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Commissions;

/// <summary>
/// The journal of a closed month as a file for the merchant's books: every movement in the order in which it was
/// booked, its accounts under their numbers there. The same bytes every time.
/// </summary>
public static class ExportJournal
{
    private const int RowsAtOnce = 5_000;

    private static readonly string[] Header =
    [
        "movementId", "journalId", "recordedAt", "occurredAt", "event", "debitAccount", "creditAccount", "amountMinor",
        "currency", "customerId", "orderId",
    ];

    /// <summary>Of which month, and after which movement.</summary>
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
            .Describe("exportJournal", "Books", "Read a month's journal as a file")
            .Scope(Scopes.CommissionsRead).AnswersCsv().Refuses(404);

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

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Part>
    {
        public async Task<Part> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            Rows<MonthRow>? found = null;
            var before = await db.Read(shop.Id, batch =>
            {
                found = batch.Month(shop.Id, query.Month);
                return batch.Rows<CloseMonth.LastRow>(BeforeSql, new { shop = shop.Id, query.Month });
            }, cancel);
            var month = found!.First ?? throw Refused.NotFound("month", query.Month);
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
            return new Part(
                Csv.ForSpreadsheets(rows.Select(row => row.Fields(shop.Currency, number))),
                rows.Count == RowsAtOnce ? rows[^1].MovementId : null);
        }
    }

    private sealed record Row(
        long MovementId, long JournalId, string Event, string FromAccount, string ToAccount, long Amount,
        DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string? CustomerId, string? OrderId)
    {
        // What an expense gives to a person is a cost and a debt: the giver is debited, the receiver credited.
        public string?[] Fields(string currency, Func<string, string> number) =>
        [
            PublicId.Of(ListMovements.Prefix, MovementId), JournalId.ToString(CultureInfo.InvariantCulture),
            Json.Text(RecordedAt), Json.Text(OccurredAt), Event, number(FromAccount), number(ToAccount),
            Amount.ToString(CultureInfo.InvariantCulture), currency, CustomerId, OrderId,
        ];
    }

    private const string BeforeSql = """
        select month, month_end, watermark, next_from from month_closes
        where shop_id = @shop and month < @month order by month desc limit 1
        """;

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
