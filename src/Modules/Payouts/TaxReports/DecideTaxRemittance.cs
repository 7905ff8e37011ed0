using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.TaxReports;

/// <summary>
/// A second person approves or rejects a tax remittance. Approval books one movement from tax payable to tax remitted,
/// and still may not exceed what the month has left. The same decision again changes nothing.
/// </summary>
internal static class DecideTaxRemittance
{
    /// <summary>The decision.</summary>
    /// <param name="Approve">True books the remittance, false ends it.</param>
    /// <param name="Note">What there is to say; a rejection needs it.</param>
    public sealed record Body(bool Approve, string? Note = null);

    /// <summary>The remittance, and the decision.</summary>
    public sealed record Command(string RemittanceId, Body Body) : IRequest<TaxRemittance>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/tax-remittances/{remittanceId}/decision", (
                string remittanceId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(remittanceId, body), cancel))
            .Describe(
                "decideTaxRemittance", "Payouts", "Approve or reject a tax remittance",
                "Approves or rejects a reported tax remittance; a rejection needs a note. Approval books the amount "
                    + "from tax payable to tax remitted, and is refused if it exceeds what the month has left to "
                    + "remit by more than the tolerance of the payout settings. Repeating the decision changes "
                    + "nothing; a contrary one is refused with 409, and a decision by the person who reported the "
                    + "remittance with 403.")
            .Example("""{"approve": true, "note": "Seen on the receipt of 2026-02-12"}""")
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Approver)
            .Problems(
                OperatorProblems.SamePerson, TaxProblems.TaxRemittanceNotFound, OperatorProblems.FirstPersonMissing,
                TaxProblems.RemittanceDecided, TaxProblems.RemittanceExceedsTax, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Note!).Words()
            .When(c => c.Body.Note is not null || !c.Body.Approve);
    }

    internal sealed class Handler(Db db, Caller caller, PayoutContext context) : IRequestHandler<Command, TaxRemittance>
    {
        public Task<TaxRemittance> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Decide(transaction, command), cancel);

        private async Task<TaxRemittance> Decide(ShopTransaction transaction, Command command)
        {
            var (shop, approve) = (caller.Shop, command.Body.Approve);
            var reads = transaction.Batch();
            // First, so that of two of one month the second sees what the first has used.
            reads.Payouts.LockRemittances(shop.Id);
            var state = reads.ShopState(shop.Id);
            var settings = reads.Payouts.SettingsInForce(shop.Id, context.Origin);
            var found = reads.Payouts.Remittance(shop.Id, command.RemittanceId);
            await reads.Run(transaction.Cancel);
            var known = found.First ?? throw TaxProblems.TaxRemittanceNotFound.For(command.RemittanceId);
            if (known.Approved == approve) return known.ToRemittance(shop);
            if (known.Approved is not null)
                throw TaxProblems.RemittanceDecided.Because(
                    $"Already decided by {known.DecidedBy}: {ApprovalStatus.Status(known.Approved)}.", "#/approve");
            FourEyes.Check(known.RequestedBy, caller.RequirePerson());
            if (approve) await Check(transaction, known, settings.First!);

            var now = state.First!.Now(shop, context.Time);
            var writes = transaction.Batch();
            Keep(writes, command, known, now);
            var after = writes.Payouts.Remittance(shop.Id, command.RemittanceId);
            await writes.Commit(transaction.Cancel);
            return after.First!.ToRemittance(shop);
        }

        private async Task Check(ShopTransaction transaction, RemittanceRow known, PayoutSettingsRow settings)
        {
            var reads = transaction.Batch();
            var month = reads.Payouts.TaxMonths(caller.Shop, known.Month, null, 1);
            await reads.Run(transaction.Cancel);
            month.First.RequireRoom(known.Amount, settings);
        }

        private void Keep(SqlBatch batch, Command command, RemittanceRow known, DateTimeOffset now)
        {
            var (shop, body) = (caller.Shop, command.Body);
            batch.Do(DecideSql, new
            {
                shop = shop.Id,
                known.RemittanceKey,
                body.Approve,
                body.Note,
                by = caller.RequirePerson().OperatorId,
                now,
            });
            if (body.Approve)
                batch.Book(
                    [new Movement(PayoutMoves.TaxRemitted, shop.Currency, 0, known.Amount, known.RemittanceKey)],
                    new PostingContext(shop.Id, known.PaidAt, now));
            batch.Log(shop.Id, caller, new AuditEntry(
                "taxRemittance", command.RemittanceId, new { Status = ApprovalStatus.Status(null) },
                new { Status = ApprovalStatus.Status(body.Approve) }, body.Note));
        }
    }

    private const string DecideSql = """
        update tax_remittances set approved = @approve, note = @note, decided_by = @by, decided_at = @now
        where shop_id = @shop and remittance_key = @remittanceKey
        """;
}
