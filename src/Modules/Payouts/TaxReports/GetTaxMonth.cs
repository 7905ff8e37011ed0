using SocialCommerce.Payouts.Batches;
using SocialCommerce.Payouts.Payees;
using SocialCommerce.Payouts.Settings;
using SocialCommerce.Payouts.Taxes;

namespace SocialCommerce.Payouts.TaxReports;

/// <summary>
/// Gets what a payee was paid in a month, and the tax on it. Too much or too little tax that a failed payment leaves
/// withheld is corrected by the next payment of the period; where none follows, by an adjustment of that amount.
/// </summary>
internal static class GetTaxMonth
{
    /// <summary>A payee and a month.</summary>
    public sealed record Query(string PayeeId, string Month) : IRequest<Result>;

    /// <summary>A payee's month.</summary>
    /// <param name="PayeeId">The payee.</param>
    /// <param name="Month">Month of payment in the shop's time zone.</param>
    /// <param name="Transfers">Transfers that count in it.</param>
    /// <param name="Gross">Paid before tax.</param>
    /// <param name="Withheld">Withheld from it, corrections of tax included.</param>
    /// <param name="PeriodGross">Paid in the period over which tax adds up: the month, or the year so far.</param>
    /// <param name="PeriodWithheld">Withheld in that period.</param>
    /// <param name="PeriodDue">The tax on what was paid in that period, by the mode that taxed its last
    /// transfer.</param>
    /// <param name="OverWithheld">What was withheld above it: a <c>taxRefund</c>, where no payment follows.</param>
    /// <param name="UnderWithheld">What is missing from it: a <c>taxCharge</c>, where no payment follows.</param>
    /// <param name="TaxTable" example="cn-labor-2019">
    /// The version of the rates; absent where nothing is withheld by rates.
    /// </param>
    public sealed record Result(
        string PayeeId, string Month, long Transfers, Money Gross, Money Withheld, Money PeriodGross,
        Money PeriodWithheld, Money PeriodDue, Money OverWithheld, Money UnderWithheld, string? TaxTable)
    {
        internal static Result Of(
            Shop shop, string payeeId, string month, MonthRow row, TaxPosition position, TaxTable? table)
        {
            var due = table is null ? 0 : Tax.Due(table, position.Gross, position.Months);
            return new Result(
                payeeId, month, row.Transfers, shop.Money(row.Gross), shop.Money(row.Withheld),
                shop.Money(position.Gross), shop.Money(position.Withheld), shop.Money(due),
                shop.Money(Math.Max(position.Withheld - due, 0)), shop.Money(Math.Max(due - position.Withheld, 0)),
                table?.Id);
        }
    }

    /// <summary>What counts in a month.</summary>
    internal sealed record MonthRow(long Transfers, long Gross, long Withheld);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/payees/{payeeId}/tax-months/{month}", (
                string payeeId, string month, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(payeeId, month), cancel))
            .Describe(
                "getTaxMonth", "Payees", "Get a payee's tax month",
                "Returns what a payee was paid in a month, the tax withheld and the tax due for the period. A "
                    + "difference that a failed payment leaves is corrected by the next payment of the period; if no "
                    + "payment follows, correct it with an adjustment of that amount.")
            .Scope(Scopes.PayoutsRead).Problems(PayeeProblems.PayeeNotFound, TaxProblems.MonthInvalid);

    internal sealed class Handler(Db db, Caller caller, PayoutContext context) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var (shop, key) = (caller.Shop, Payee.KeyOf(query.PayeeId));
            return await db.ReadSnapshot(shop.Id, async transaction =>
            {
                var first = transaction.Batch();
                var settings = first.Payouts.SettingsInForce(shop.Id, context.Origin);
                var kind = first.Rows<string>(KindSql, new { shop = shop.Id, key });
                var mode = first.Payouts.TaxModeOf(shop.Id, query.Month);
                await first.Run(cancel);
                if (kind.First is null) throw PayeeProblems.PayeeNotFound.For(query.PayeeId);
                if (Periods.MonthStart(query.Month) is null)
                    throw TaxProblems.MonthInvalid.Because("A month is written 2026-01.", "?month");

                var plan = TaxMonthSql.Plan(settings.First!, mode.First, query.Month);
                var second = transaction.Batch();
                var positions = second.Payouts.Positions(shop, [key], plan);
                var month = second.Rows<MonthRow>(MonthSql, new
                {
                    shop = shop.Id,
                    key,
                    query.Month,
                    zone = shop.TimeZone,
                });
                await second.Run(cancel);
                var position = positions().GetValueOrDefault(key, new TaxPosition(0, 0));
                return Result.Of(
                    shop, query.PayeeId, query.Month, month.First!, position, plan.TableFor(kind.First));
            }, cancel);
        }
    }

    private const string KindSql = "select kind from payees where shop_id = @shop and payee_key = @key";

    private const string MonthSql = $"""
        select count(*) filter (where is_transfer) as transfers, coalesce(sum(gross), 0)::bigint as gross,
            coalesce(sum(tax), 0)::bigint as withheld
        from (
            select true as is_transfer, payee_key, gross, tax, tax_month from payout_transfers
            where shop_id = @shop and payee_key = @key and state not in {TransferStates.NotPaid}
            union all
            select false, c.* from ({PayoutBatchSql.Corrections} and pc.payee_key = @key) as c) as events
        where tax_month = @month
        """;
}
