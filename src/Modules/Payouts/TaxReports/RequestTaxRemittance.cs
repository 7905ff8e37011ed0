using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.TaxReports;

/// <summary>
/// Reports that a month's withheld tax was paid to the authority, with its document. Nothing is booked until another
/// person approves it. The amount may exceed what the month has left to remit only by the tolerance of the payout
/// settings. The same remittance again returns the first one.
/// </summary>
internal static class RequestTaxRemittance
{
    /// <summary>What was paid.</summary>
    /// <param name="RemittanceId">The shop's own id.</param>
    /// <param name="Month">The month of payment whose tax it is, such as <c>2026-01</c>.</param>
    /// <param name="Amount">More than 0.</param>
    /// <param name="PaidAt">When the bank paid it.</param>
    /// <param name="Document" example="Receipt 3310260212000118">
    /// The paper that proves it, such as the authority's receipt.
    /// </param>
    public sealed record Command(
        string RemittanceId, string Month, Money Amount, DateTimeOffset PaidAt, string Document)
        : IRequest<CreatedOrExisting<TaxRemittance>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/tax-remittances", (Command command, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(command, cancel))
            .Describe(
                "requestTaxRemittance", "Payouts", "Report a tax remittance",
                "Reports that withheld tax of a month was paid to the tax authority, with the document that proves "
                    + "it. Nothing is booked until another person approves it. Sending the same remittance again "
                    + "returns the first one; other content under its id is refused with 409. The amount may exceed "
                    + "what the month has left to remit only by the tolerance of the payout settings.")
            .Example("""
                {"remittanceId": "tax-2026-01", "month": "2026-01", "amount": {"amount": 48000, "currency": "CNY"},
                 "paidAt": "2026-02-12T02:00:00Z", "document": "Receipt 3310260212000118"}
                """)
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Finance)
            .Problems(
                TaxProblems.RemittanceIdReused, TaxProblems.RemittanceExceedsTax, ShopProblems.TimeInFuture,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.RemittanceId).MerchantId();
            RuleFor(c => c.Month).Month();
            RuleFor(c => c.Amount.Amount).AmountFrom(1);
            RuleFor(c => (Money?)c.Amount).InShopCurrency();
            RuleFor(c => c.Document).Words();
        }
    }

    internal sealed class Handler(Db db, Caller caller, PayoutContext context)
        : IRequestHandler<Command, CreatedOrExisting<TaxRemittance>>
    {
        public Task<CreatedOrExisting<TaxRemittance>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Request(transaction, command), cancel);

        private async Task<CreatedOrExisting<TaxRemittance>> Request(ShopTransaction transaction, Command command)
        {
            var shop = caller.Shop;
            var reads = transaction.Batch();
            var state = reads.ShopState(shop.Id);
            var settings = reads.Payouts.SettingsInForce(shop.Id, context.Origin);
            var found = reads.Payouts.Remittance(shop.Id, command.RemittanceId);
            var month = reads.Payouts.TaxMonths(shop, command.Month, null, 1);
            await reads.Run(transaction.Cancel);
            if (found.First is { } known) return new CreatedOrExisting<TaxRemittance>(Same(known, command), false);
            var heard = state.First!.ResolveEventTime(shop, context.Time, command.PaidAt, "#/paidAt");
            month.First.RequireRoom(command.Amount.Amount, settings.First!);

            var writes = transaction.Batch();
            if (heard.MovesClock) writes.MoveClock(shop.Id, heard.RecordedAt);
            writes.Do(InsertSql, new
            {
                shop = shop.Id,
                command.RemittanceId,
                command.Month,
                command.Amount.Amount,
                command.PaidAt,
                command.Document,
                by = caller.RequirePerson().OperatorId,
                now = heard.RecordedAt,
            });
            writes.Log(shop.Id, caller, new AuditEntry("taxRemittance", command.RemittanceId, null, command));
            var made = writes.Payouts.Remittance(shop.Id, command.RemittanceId);
            await writes.Commit(transaction.Cancel);
            return new CreatedOrExisting<TaxRemittance>(made.First!.ToRemittance(shop), true);
        }

        private TaxRemittance Same(RemittanceRow known, Command command)
        {
            if ((known.Month, known.Amount, known.PaidAt, known.Document)
                != (command.Month, command.Amount.Amount, command.PaidAt, command.Document))
                throw TaxProblems.RemittanceIdReused.Because(
                    "Another remittance was reported under this id.", "#/remittanceId");
            return known.ToRemittance(caller.Shop);
        }
    }

    private const string InsertSql = """
        insert into tax_remittances (shop_id, remittance_id, month, amount, paid_at, document, requested_by,
            requested_at)
        values (@shop, @remittanceId, @month, @amount, @paidAt, @document, @by, @now)
        """;
}
