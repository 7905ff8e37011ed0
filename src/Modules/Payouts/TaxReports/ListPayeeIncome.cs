using System.Globalization;
using System.Text;
using SocialCommerce.Payouts.Batches;
using SocialCommerce.Payouts.Payees;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.TaxReports;

/// <summary>
/// Lists what each payee was paid in a calendar year, by month of payment, with the tax withheld: the year-end report,
/// equal to the sum of its months. Transfers that failed or were returned do not count. Legal names are in full for
/// named persons in finance, approval and audit, and masked for other keys.
/// </summary>
internal static class ListPayeeIncome
{
    private const int RowsAtOnce = 1_000;
    private const int FirstYear = 1900;
    private const int LastYear = 2999;

    private static readonly string[] Header =
    [
        "payeeId", "kind", "name", "identityNumber", "year", "transfers", "grossMinor", "taxMinor", "netMinor",
        "currency",
    ];

    /// <summary>The year, and the page of the payees' income; without a year, the current one.</summary>
    public sealed record Query(int? Year, int? Limit, string? Cursor) : IRequest<Page<Result>>;

    /// <summary>The file's year, and the key after which the part begins.</summary>
    public sealed record FileQuery(int Year, long After) : IRequest<Part>;

    /// <summary>The year by the shop's clock.</summary>
    public sealed record YearQuery(int? Year) : IRequest<int>;

    /// <summary>A part of the file.</summary>
    /// <param name="Rows">Its rows.</param>
    /// <param name="Last">Key of the last payee in it; null in the last part.</param>
    public sealed record Part(string Rows, long? Last);

    /// <summary>A payee's year.</summary>
    /// <param name="PayeeId">The payee.</param>
    /// <param name="Kind"><c>person</c> or <c>business</c>.</param>
    /// <param name="Name" example="李娜">
    /// The legal name; hidden but for its first character from keys that may not see it.
    /// </param>
    /// <param name="IdentityNumber" example="…123X">The last characters of the identity number.</param>
    /// <param name="Year">The calendar year, in the shop's time zone.</param>
    /// <param name="Transfers">Transfers paid or on their way.</param>
    /// <param name="Gross">Paid before tax.</param>
    /// <param name="Tax">Withheld from it, corrections included.</param>
    /// <param name="Net">What is left of it.</param>
    /// <param name="Months">The months in which something was paid or corrected, in order.</param>
    public sealed record Result(
        string PayeeId, string Kind, string Name, string IdentityNumber, int Year, long Transfers, Money Gross,
        Money Tax, Money Net, IReadOnlyList<Month> Months);

    /// <summary>A payee's month.</summary>
    /// <param name="TaxMonth">Month of payment.</param>
    /// <param name="Transfers">Transfers that count in it.</param>
    /// <param name="Gross">Paid before tax.</param>
    /// <param name="Tax">Withheld from it, corrections included.</param>
    /// <param name="Net">What is left of it.</param>
    public sealed record Month(string TaxMonth, long Transfers, Money Gross, Money Tax, Money Net);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/payee-income", (
                int? year, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(year, limit, cursor), cancel))
            .Describe(
                "listPayeeIncome", "Payees", "List payee income",
                "Lists what each payee was paid in a calendar year, by month of payment, with the tax withheld; use "
                    + "it for year-end reporting. The total equals the sum of the months, and transfers that failed "
                    + "or were returned are not counted. Legal names are in full for named persons in finance, "
                    + "approval and audit, and masked for other keys.")
            .Scope(Scopes.PayoutsRead)
            .Problems(
                CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, TaxProblems.YearInvalid,
                CommonProblems.SealedValueUnreadable);
        routes.MapGet("/v1/payee-income/csv", async (int? year, IMediator mediator, CancellationToken cancel) =>
            {
                var of = await mediator.Send(new YearQuery(year), cancel);
                return new CsvFile($"payee-income-{of}", (body, ends) => Write(body, mediator, of, ends));
            })
            .Describe(
                "getPayeeIncomeCsv", "Payees", "Export payee income",
                "Exports the income of all payees in a calendar year as CSV, one row per payee: transfers, gross, "
                    + "tax and net. Legal names are masked unless the key belongs to a person in finance, approval "
                    + "or audit. A year outside 1900 to 2999 is refused.")
            .Scope(Scopes.PayoutsRead).Expensive().AnswersCsv()
            .Problems(TaxProblems.YearInvalid, CommonProblems.SealedValueUnreadable);
    }

    private static async Task Write(Stream body, IMediator mediator, int year, CancellationToken cancel)
    {
        await body.WriteAsync(Encoding.UTF8.GetBytes(Csv.Exact([Header])), cancel);
        for (long? after = 0; after is { } key;)
        {
            var part = await mediator.Send(new FileQuery(year, key), cancel);
            await body.WriteAsync(Encoding.UTF8.GetBytes(part.Rows), cancel);
            after = part.Last;
        }
    }

    internal sealed class Handler(Db db, Caller caller, PayoutContext context)
        : IRequestHandler<Query, Page<Result>>, IRequestHandler<FileQuery, Part>, IRequestHandler<YearQuery, int>
    {
        public async Task<int> Handle(YearQuery query, CancellationToken cancel)
        {
            if (query.Year is < FirstYear or > LastYear)
                throw TaxProblems.YearInvalid.Because($"year must be between {FirstYear} and {LastYear}.", "?year");
            if (query.Year is { } year) return year;
            var shop = caller.Shop;
            var state = await db.Read(shop.Id, batch => batch.ShopState(shop.Id), cancel);
            return Periods.DayOf(state.First!.Now(shop, context.Time), shop.TimeZone).Year;
        }

        public async Task<Page<Result>> Handle(Query query, CancellationToken cancel)
        {
            var (limit, after) = (Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var rows = await Read(await Handle(new YearQuery(query.Year), cancel), after, limit + 1, cancel);
            return Paging.Of(rows, limit, row => row.Key).Select(row => row.Result);
        }

        public async Task<Part> Handle(FileQuery query, CancellationToken cancel)
        {
            var rows = await Read(query.Year, query.After, RowsAtOnce, cancel);
            return new Part(
                Csv.ForSpreadsheets(rows.Select(row => Fields(row.Result))),
                rows.Count == RowsAtOnce ? rows[^1].Key : null);
        }

        private async Task<List<(long Key, Result Result)>> Read(
            int year, long after, int take, CancellationToken cancel)
        {
            var shop = caller.Shop;
            var rows = await db.Rows<Row>(shop.Id, Sql, new
            {
                shop = shop.Id,
                zone = shop.TimeZone,
                from = string.Create(CultureInfo.InvariantCulture, $"{year:0000}-01"),
                to = string.Create(CultureInfo.InvariantCulture, $"{year:0000}-12"),
                after,
                take,
            }, cancel);
            return [.. rows.GroupBy(row => row.PayeeKey).Select(group => (group.Key, Of(year, [.. group])))];
        }

        private Result Of(int year, Row[] months)
        {
            var (shop, first) = (caller.Shop, months[0]);
            var (gross, tax) = (months.Sum(one => one.Gross), months.Sum(one => one.Tax));
            return new Result(
                PublicId.Of(Payee.Prefix, first.PayeeKey), first.Kind,
                context.Vault.Name(caller, first.PayeeKey, first.Name),
                PayeeSql.Tail(
                    context.Vault.Open(shop.Id, PayeeSql.IdentityPlace(first.PayeeKey), first.Identity)), year,
                months.Sum(one => one.Transfers), shop.Money(gross), shop.Money(tax), shop.Money(gross - tax),
                [.. months.Select(one => new Month(
                    one.TaxMonth, one.Transfers, shop.Money(one.Gross), shop.Money(one.Tax),
                    shop.Money(one.Gross - one.Tax)))]);
        }

        private static string?[] Fields(Result one) =>
        [
            one.PayeeId, one.Kind, one.Name, one.IdentityNumber, $"{one.Year}", $"{one.Transfers}",
            $"{one.Gross.Amount}", $"{one.Tax.Amount}", $"{one.Net.Amount}", one.Gross.Currency,
        ];
    }

    private sealed record Row(
        long PayeeKey, string Kind, byte[] Name, byte[] Identity, string TaxMonth, long Transfers, long Gross,
        long Tax);

    private const string Sql = $"""
        with events as materialized (
            select payee_key, 1 as transfers, gross, tax, tax_month from payout_transfers
            where shop_id = @shop and state not in {TransferStates.NotPaid} and tax_month between @from and @to
                and payee_key > @after
            union all
            select c.payee_key, 0, c.gross, c.tax, c.tax_month
            from ({PayoutBatchSql.Corrections} and pc.payee_key > @after) as c where c.tax_month between @from and @to),
        page as (select distinct payee_key from events order by payee_key limit @take)
        select p.payee_key, p.kind, p.name, p.identity, e.tax_month, sum(e.transfers)::bigint as transfers,
            sum(e.gross)::bigint as gross, sum(e.tax)::bigint as tax
        from page
        join payees p on p.shop_id = @shop and p.payee_key = page.payee_key
        join events e on e.payee_key = page.payee_key
        group by p.payee_key, p.kind, p.name, p.identity, e.tax_month order by p.payee_key, e.tax_month
        """;
}
