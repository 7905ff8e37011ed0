using SocialCommerce.Payouts.Batches;
using SocialCommerce.Payouts.Payees;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Returns;

/// <summary>
/// A second person approves or rejects a reported return. Approval moves the money and the tax withheld from it back to
/// the settled balance, as after a final failure, and the next batch pays it under a new number; the payee's tax month
/// is as if the transfer had never been paid.
/// </summary>
internal static class DecidePayoutReturn
{
    /// <summary>The decision.</summary>
    /// <param name="Approve">True books the return, false ends the report; the transfer stays paid then.</param>
    /// <param name="Note">What there is to say; a rejection needs it.</param>
    public sealed record Body(bool Approve, string? Note = null);

    /// <summary>The transfer, and the decision; repeating the same decision changes nothing.</summary>
    public sealed record Command(string TransferNo, Body Body) : IRequest<PayoutReturn>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payout-transfers/{transferNo}/returns/decision", (
                string transferNo, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(transferNo, body), cancel))
            .Describe(
                "decidePayoutReturn", "Payouts", "Approve or reject a returned transfer",
                "Approves or rejects a reported return; a rejection needs a note and leaves the transfer paid. "
                    + "Approval moves the amount and the withheld tax back to the settled balance, where the next "
                    + "batch pays it under a new number; the payee's tax month is as if the transfer had never been "
                    + "paid. Repeating the decision changes nothing; a contrary one is refused with 409. The person "
                    + "who reported the return may not decide, and the payee may not approve.")
            .Example("""{"approve": true, "note": "Seen on the bank statement of 2026-02-12"}""")
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Approver)
            .Problems(
                OperatorProblems.OwnMoney, OperatorProblems.SamePerson, PayoutReturnProblems.PayoutReturnNotFound,
                OperatorProblems.FirstPersonMissing, PayoutReturnProblems.ReturnDecided,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Note!).Words()
            .When(c => c.Body.Note is not null || !c.Body.Approve);
    }

    internal sealed class Handler(Db db, Caller caller, PayoutContext context) : IRequestHandler<Command, PayoutReturn>
    {
        public Task<PayoutReturn> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Decide(transaction, command), cancel);

        private async Task<PayoutReturn> Decide(ShopTransaction transaction, Command command)
        {
            var (shop, approve) = (caller.Shop, command.Body.Approve);
            var reads = transaction.Batch();
            var state = reads.ShopState(shop.Id);
            var transfer = reads.Payouts.LockReturnedTransfer(shop.Id, command.TransferNo);
            var reports = reads.Payouts.ReturnsOf(shop.Id, command.TransferNo);
            await reads.Run(transaction.Cancel);
            var report = reports.First ?? throw PayoutReturnProblems.PayoutReturnNotFound.For(command.TransferNo);
            if (report.Approved == approve) return report.ToReturn(shop);
            if (report.Approved is not null)
                throw PayoutReturnProblems.ReturnDecided.Because(
                    $"Already decided by {report.DecidedBy}: {report.ToReturn(shop).Status}.", "#/approve");
            FourEyes.Check(report.ReportedBy, caller.RequirePerson());
            var checking = transaction.Batch();
            var own = checking.Payouts.OwnPayee(shop.Id, caller.RequirePerson(), [transfer.First!.CustomerKey]);
            await checking.Run(transaction.Cancel);
            if (approve) own.Refuse();

            var now = state.First!.Now(shop, context.Time);
            var writes = transaction.Batch();
            Keep(writes, command, report, now);
            var after = writes.Payouts.ReturnsOf(shop.Id, command.TransferNo);
            await writes.Commit(transaction.Cancel);
            return after.First!.ToReturn(shop);
        }

        private void Keep(SqlBatch batch, Command command, ReturnRow report, DateTimeOffset now)
        {
            var (shop, body) = (caller.Shop, command.Body);
            batch.Do(DecideSql, new
            {
                shop = shop.Id,
                report.ReturnKey,
                body.Approve,
                body.Note,
                by = caller.RequirePerson().OperatorId,
                now,
            });
            if (body.Approve)
                batch.Payouts.End(
                    new PostingContext(shop.Id, now, now), shop.Currency,
                    [new TransferOutcome(report.TransferKey, "returned", report.Reason, null)], "return");
            batch.Log(shop.Id, caller, new AuditEntry(
                "payoutReturn", command.TransferNo, new { Status = ApprovalStatus.Status(null) },
                new { Status = ApprovalStatus.Status(body.Approve) }, body.Note));
        }
    }

    private const string DecideSql = """
        update payout_returns set approved = @approve, note = @note, decided_by = @by, decided_at = @now
        where shop_id = @shop and return_key = @returnKey
        """;
}
