namespace SocialCommerce.Books.Months;

/// <summary>
/// The trial balance of a closed month, by account and person: opening plus movements equals closing, which is the next
/// month's opening. As a file it has the same bytes every time.
/// </summary>
internal static class GetTrialBalance
{
    private static readonly string[] Header =
    [
        "account", "number", "customerId", "openingDebitMinor", "openingCreditMinor", "debitMinor", "creditMinor",
        "closingDebitMinor", "closingCreditMinor", "currency",
    ];

    /// <summary>The month, and the page of its trial balance.</summary>
    public sealed record Query(string Month, int? Limit, string? Cursor) : IRequest<Page<Line>>;

    /// <summary>The month of the file.</summary>
    public sealed record FileQuery(string Month) : IRequest<string>;

    /// <summary>An account of one person in a month.</summary>
    /// <param name="CustomerId">The customer; absent where no person's account is concerned.</param>
    /// <param name="Balance">The account.</param>
    public sealed record Line(string? CustomerId, AccountBalance Balance);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/months/{month}/trial-balance", (
                string month, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(month, limit, cursor), cancel))
            .Describe(
                "getTrialBalance", "Books", "Get a month's trial balance",
                "Returns the trial balance of a closed month page by page, one line for each account and partner: "
                    + "opening plus movements equals closing, which is the next month's opening. Use the CSV export to "
                    + "recompute the hash.")
            .Scope(Scopes.CommissionsRead).Expensive()
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.MonthNotFound, CommonProblems.LimitOutOfRange);
        routes.MapGet("/v1/months/{month}/trial-balance/csv", async (
                string month, IMediator mediator, CancellationToken cancel) =>
                new CsvFile($"trial-balance-{month}", await mediator.Send(new FileQuery(month), cancel)))
            .Describe(
                "getTrialBalanceCsv", "Books", "Export a month's trial balance as CSV",
                "Exports the trial balance of a closed month in debit and credit columns, under the account numbers "
                    + "with which it was closed. The bytes never change: the SHA-256 of the file without its byte "
                    + "order mark is the month's hash.")
            .Scope(Scopes.CommissionsRead).Expensive().AnswersCsv().Problems(CommonProblems.MonthNotFound);
    }

    /// <summary>Lines of a month's trial balance after a position.</summary>
    internal static PendingRows<BalanceLine> BalanceLines(
        this BooksBatch batch, long shopId, string month, long after, long take) =>
        batch.Rows<BalanceLine>(LinesSql, new { shop = shopId, month, after, take });

    /// <summary>
    /// The file. An account that gives is debited and one that receives is credited, in columns without a sign.
    /// </summary>
    internal static string File(IEnumerable<BalanceLine> lines, string currency, Func<string, string> number) =>
        Csv.ForSpreadsheets(lines.Select(line => line.Fields(currency, number)).Prepend(Header));

    internal sealed class Handler(Db db, Caller caller)
        : IRequestHandler<Query, Page<Line>>, IRequestHandler<FileQuery, string>
    {
        public async Task<Page<Line>> Handle(Query query, CancellationToken cancel)
        {
            var (limit, after) = (Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var (month, lines) = await Read(query.Month, after, limit + 1, cancel);
            var number = ChartOfAccounts.Numbers(month.Chart);
            return Paging.Of(lines, limit, line => line.LineNo).Select(line => line.ToLine(caller.Shop, number));
        }

        public async Task<string> Handle(FileQuery query, CancellationToken cancel)
        {
            var (month, lines) = await Read(query.Month, 0, long.MaxValue, cancel);
            return File(lines, caller.Shop.Currency, ChartOfAccounts.Numbers(month.Chart));
        }

        private async Task<(MonthRow Month, List<BalanceLine> Lines)> Read(
            string month, long after, long take, CancellationToken cancel)
        {
            var shop = caller.Shop;
            PendingRows<MonthRow>? found = null;
            var lines = await db.Read(shop.Id, batch =>
            {
                found = batch.Books.Month(shop.Id, month);
                return batch.Books.BalanceLines(shop.Id, month, after, take);
            }, cancel);
            return (found!.First ?? throw CommonProblems.MonthNotFound.For(month), lines.List);
        }
    }

    private const string LinesSql = """
        select b.line_no, b.account, coalesce(n.customer_id, c.customer_id) as customer_id, b.opening, b.received,
            b.given
        from month_balances b
        left join customers c on c.shop_id = @shop and c.customer_key = b.customer_key
        left join month_names n on n.shop_id = @shop and n.month = b.month and n.line_no = b.line_no
        where b.shop_id = @shop and b.month = @month and b.line_no > @after
        order by b.line_no limit @take
        """;
}
