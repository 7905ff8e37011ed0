using System.Globalization;
using System.Text;
using SocialCommerce.Commissions.Statements;
using SocialCommerce.Flows.Context;
using SocialCommerce.Payouts.Transfers;

namespace SocialCommerce.Flows.Statements;

/// <summary>
/// The payout register: every transfer with its batch, the statements and invoices that it pays, the payee's legal name
/// and masked account, gross, tax, net, state, times and the bank's reference, in the order in which they were made.
/// Legal names are shown in full to named persons in finance, approval and audit, and are hidden from other keys.
/// </summary>
internal static class ListPayoutRegister
{
    private const int RowsAtOnce = 1_000;

    private static readonly string[] Header =
    [
        "batchId", "transferNo", "statementIds", "payeeId", "name", "customerId", "account", "channel", "grossMinor",
        "taxMinor", "netMinor", "currency", "taxMonth", "state", "submittedAt", "paidAt", "closedAt", "returnedAt",
        "reference", "invoiceNos", "reason",
    ];

    /// <summary>Which page of the transfers submitted in a time.</summary>
    public sealed record Query(DateTimeOffset? From, DateTimeOffset? To, int? Limit, string? Cursor)
        : IRequest<Page<RegisteredTransfer>>;

    /// <summary>Which part of the file.</summary>
    public sealed record FileQuery(DateTimeOffset? From, DateTimeOffset? To, long After) : IRequest<Part>;

    /// <summary>A part of the file.</summary>
    /// <param name="Rows">Its rows.</param>
    /// <param name="Last">Key of the last transfer in it; null in the last part.</param>
    public sealed record Part(string Rows, long? Last);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/payout-register", (
                DateTimeOffset? from, DateTimeOffset? to, int? limit, string? cursor, IMediator mediator,
                CancellationToken cancel) => mediator.Send(new Query(from, to, limit, cursor), cancel))
            .Describe(
                "listPayoutRegister", "Payouts", "List the payout register",
                "Lists every transfer submitted in a period, in the order of creation, with its batch, statements, "
                    + "invoices, payee, masked account, gross, tax, net, status, times and bank reference. Legal "
                    + "names are in full for named persons in finance, approval and audit, and masked for other "
                    + "keys. A `from` that is not before `to` is refused.")
            .Scope(Scopes.PayoutsRead)
            .Problems(
                CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, TransferProblems.PeriodInvalid,
                CommonProblems.SealedValueUnreadable);
        routes.MapGet("/v1/payout-register/csv", async (
                DateTimeOffset? from, DateTimeOffset? to, IMediator mediator, CancellationToken cancel) =>
            {
                // Read before the answer begins, so that what cannot be read is refused.
                var first = await mediator.Send(new FileQuery(from, to, 0), cancel);
                return new CsvFile("payout-register", (body, ends) => Write(body, mediator, (from, to), first, ends));
            })
            .Describe(
                "getPayoutRegisterCsv", "Payouts", "Export the payout register",
                "Exports every transfer submitted in a period as CSV, with the same data as the payout register. Use "
                    + "it to reconcile bank statements in a spreadsheet. A `from` that is not before `to` is refused "
                    + "before the download starts.")
            .Scope(Scopes.PayoutsRead).Expensive().AnswersCsv()
            .Problems(
                TransferProblems.PeriodInvalid, CommonProblems.SealedValueUnreadable);
    }

    private static async Task Write(
        Stream body, IMediator mediator, (DateTimeOffset? From, DateTimeOffset? To) of, Part part,
        CancellationToken cancel)
    {
        await body.WriteAsync(Encoding.UTF8.GetBytes(Csv.Exact([Header])), cancel);
        await body.WriteAsync(Encoding.UTF8.GetBytes(part.Rows), cancel);
        while (part.Last is { } last)
        {
            part = await mediator.Send(new FileQuery(of.From, of.To, last), cancel);
            await body.WriteAsync(Encoding.UTF8.GetBytes(part.Rows), cancel);
        }
    }

    internal sealed class Handler(FlowContext context, Caller caller, SecretProtector protector)
        : IRequestHandler<Query, Page<RegisteredTransfer>>, IRequestHandler<FileQuery, Part>
    {
        public async Task<Page<RegisteredTransfer>> Handle(Query query, CancellationToken cancel)
        {
            var (limit, after) = (Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var rows = await Read((query.From, query.To), after, limit + 1, cancel);
            return Paging.Of(rows, limit, row => row.Key).Select(row => row.Transfer);
        }

        public async Task<Part> Handle(FileQuery query, CancellationToken cancel)
        {
            var rows = await Read((query.From, query.To), query.After, RowsAtOnce, cancel);
            return new Part(
                Csv.ForSpreadsheets(rows.Select(row => Fields(row.Transfer))),
                rows.Count == RowsAtOnce ? rows[^1].Key : null);
        }

        private Task<List<(long Key, RegisteredTransfer Transfer)>> Read(
            (DateTimeOffset? From, DateTimeOffset? To) of, long after, int take, CancellationToken cancel)
        {
            if (of.From >= of.To) throw TransferProblems.PeriodInvalid.Because("from lies before to.", "?from");
            return context.Db.ReadSnapshot(context.Shop.Id, async transaction =>
            {
                var first = transaction.Batch();
                var rows = first.Payouts.Transfers(transaction.ShopId, Utc(of.From), Utc(of.To), after, take);
                await first.Run(cancel);
                var second = transaction.Batch();
                var names = second.Commissions.StatementNames(
                    transaction.ShopId, [.. rows.List.SelectMany(row => row.StatementKeys).Distinct()]);
                await second.Run(cancel);
                var statements = names.List.ToDictionary(one => one.StatementKey, one => one.StatementId);
                return rows.List
                    .Select(row => (row.TransferKey, row.ToTransfer(caller, protector, statements))).ToList();
            }, cancel);
        }

        private static DateTimeOffset? Utc(DateTimeOffset? time) => time is { } at ? Timestamps.Micro(at) : null;

        private static string?[] Fields(RegisteredTransfer one) =>
        [
            one.BatchId, one.TransferNo, string.Join(' ', one.StatementIds), one.PayeeId, one.Name, one.CustomerId,
            one.Account, one.Channel, Minor(one.Gross), Minor(one.Tax), Minor(one.Net), one.Gross.Currency,
            one.TaxMonth, one.State, Json.Text(one.SubmittedAt), Json.Text(one.PaidAt), Json.Text(one.ClosedAt),
            Json.Text(one.ReturnedAt), one.Reference, string.Join(' ', one.InvoiceNos), one.Reason,
        ];

        private static string Minor(Money money) => money.Amount.ToString(CultureInfo.InvariantCulture);
    }
}
