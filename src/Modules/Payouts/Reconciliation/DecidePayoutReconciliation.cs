using SocialCommerce.Payouts.Batches;
using SocialCommerce.Payouts.Payees;
using SocialCommerce.Payouts.Settings;
using SocialCommerce.Payouts.Transfers;

namespace SocialCommerce.Payouts.Reconciliation;

/// <summary>
/// A second person approves or rejects a channel's list of paid transfers. Approval checks it again: transfers under
/// way close as paid, lost ones are booked as proposed, and once every channel that is set up is reconciled, payouts
/// resume. Where the lost transfers have other amounts by now, the approval is refused. The same decision again changes
/// nothing.
/// </summary>
internal static class DecidePayoutReconciliation
{
    /// <summary>The decision.</summary>
    /// <param name="Approve">True books the list, false ends it.</param>
    /// <param name="Note">What there is to say; a rejection needs it.</param>
    public sealed record Body(bool Approve, string? Note = null);

    /// <summary>The reconciliation, and the decision.</summary>
    public sealed record Command(string ReconciliationId, Body Body) : IRequest<PayoutReconciliation>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payout-reconciliations/{reconciliationId}/decision", (
                string reconciliationId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(reconciliationId, body), cancel))
            .Describe(
                "decidePayoutReconciliation", "Payouts", "Approve or reject a payout reconciliation",
                "Approves or rejects a proposed reconciliation; a rejection needs a note. Approval checks the list "
                    + "again, closes transfers under way as paid and books lost ones as proposed; once every channel "
                    + "that is set up is reconciled, payouts resume. Repeating the decision changes nothing. A "
                    + "contrary decision and an approval whose lost transfers have other amounts by now are refused "
                    + "with 409. The proposer may not decide, and a payee of a lost transfer may not approve.")
            .Example("""{"approve": true, "note": "Seen in the fund transfer of 2026-01-12"}""")
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Approver)
            .Problems(
                OperatorProblems.OwnMoney, OperatorProblems.SamePerson,
                ReconciliationProblems.PayoutReconciliationNotFound, TransferProblems.TransferClosed,
                OperatorProblems.FirstPersonMissing, ReconciliationProblems.ReconciliationChanged,
                ReconciliationProblems.ReconciliationDecided, ReconciliationProblems.RestoreNotDetected,
                ReconciliationProblems.AccountNotApproved, TransferProblems.AmountDiffers,
                ReconciliationProblems.CustomerDiffers, ReconciliationProblems.ExceedsSettled,
                ReconciliationProblems.PaidInFuture, ReconciliationProblems.PayeeMissing,
                ReconciliationProblems.PayeeNotVerified, ReconciliationProblems.TaxDiffers,
                ReconciliationProblems.TaxIncomplete, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Note!).Words()
            .When(c => c.Body.Note is not null || !c.Body.Approve);
    }

    internal sealed class Handler(Db db, Caller caller, PayoutContext context)
        : IRequestHandler<Command, PayoutReconciliation>
    {
        public Task<PayoutReconciliation> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Decide(transaction, command), cancel);

        private async Task<PayoutReconciliation> Decide(ShopTransaction transaction, Command command)
        {
            var (shop, approve) = (caller.Shop, command.Body.Approve);
            var key = PayoutReconciliation.KeyOf(command.ReconciliationId);
            var reads = transaction.Batch();
            reads.Payouts.LockReconciliations(shop.Id, context.Origin, context.Time.GetUtcNow());
            var state = reads.ShopState(shop.Id);
            var settings = reads.Payouts.SettingsInForce(shop.Id, context.Origin);
            var found = reads.Payouts.Reconciliation(shop.Id, key);
            await reads.Run(transaction.Cancel);
            var asked = found.First
                ?? throw ReconciliationProblems.PayoutReconciliationNotFound.For(command.ReconciliationId);
            if (asked.Approved == approve) return asked.ToReconciliation();
            if (asked.Approved is not null)
                throw ReconciliationProblems.ReconciliationDecided.Because(
                    $"Already decided by {asked.DecidedBy}: {ApprovalStatus.Status(asked.Approved)}.", "#/approve");
            FourEyes.Check(asked.ProposedBy, caller.RequirePerson());

            var now = state.First!.Now(shop, context.Time);
            var booked = approve ? await Book(transaction, asked, settings.First!, now) : asked.ReadFound();
            var writes = transaction.Batch();
            Keep(writes, command, asked, booked, now);
            var after = writes.Payouts.Reconciliation(shop.Id, key);
            await writes.Commit(transaction.Cancel);
            return after.First!.ToReconciliation();
        }

        private async Task<Found> Book(
            ShopTransaction transaction, ReconciliationRow asked, PayoutSettingsRow settings, DateTimeOffset now)
        {
            var shop = caller.Shop;
            var rows = asked.ReadPaid();
            var plan = await ReconciliationInputs.Plan(transaction, (shop, settings, now), rows, asked.Channel);
            var checking = transaction.Batch();
            var own = checking.Payouts.OwnPayee(
                shop.Id, caller.RequirePerson(), [.. plan.Recoveries.Select(one => one.Customer.CustomerKey)]);
            await checking.Run(transaction.Cancel);
            own.Refuse();
            var transfers = plan.Transfers(rows, shop.Money);
            if (!transfers.SequenceEqual(asked.ReadFound().Recoveries))
                throw ReconciliationProblems.ReconciliationChanged.Because(
                    "The lost transfers have changed; reject the list and propose it again.");

            var posting = new PostingContext(shop.Id, now, now);
            var recovering = new RecoveryBooking(transaction, shop, posting, (asked, settings, caller.RequirePerson()));
            var ends = plan.Ends.Select(transfer => new TransferOutcome(transfer, "paid", null, null)).ToList();
            foreach (var one in plan.Recoveries)
                ends.Add(new TransferOutcome(await recovering.Book(rows[one.Row].TransferNo, one), "paid", null, null));
            var writes = transaction.Batch();
            writes.Payouts.End(posting, shop.Currency, ends, "reconciliation");
            var waiting = await Resume(transaction, writes, asked.Channel, settings, now);
            return new Found(plan.Known, plan.Ends.Count, transfers, waiting);
        }

        /// <summary>Resumes payouts if no channel is left to be asked; else returns the channels left.</summary>
        private async Task<IReadOnlyList<string>> Resume(
            ShopTransaction transaction, SqlBatch writes, string channel, PayoutSettingsRow settings,
            DateTimeOffset now)
        {
            var args = new { shop = transaction.ShopId, channel, word = context.Origin.Word, now };
            writes.Do(AgreeSql, args);
            var waiting = writes.Payouts.WaitingChannels(transaction.ShopId, context.Origin, channel);
            writes.Do(
                AskFirstSql, new { shop = transaction.ShopId, world = Timestamps.Micro(context.Time.GetUtcNow()) });
            await writes.Run(transaction.Cancel);
            if (!settings.Restored) return [];
            if (waiting.List.Count > 0) return waiting.List;
            var resuming = transaction.Batch();
            resuming.Do(ResumeSql, args);
            await resuming.Run(transaction.Cancel);
            return [];
        }

        private void Keep(SqlBatch batch, Command command, ReconciliationRow asked, Found booked, DateTimeOffset now)
        {
            batch.Do(DecideSql, new
            {
                shop = caller.Shop.Id,
                key = asked.ReconciliationKey,
                found = Json.Write(booked),
                command.Body.Approve,
                command.Body.Note,
                by = caller.RequirePerson().OperatorId,
                now,
            });
            batch.Log(caller.Shop.Id, caller, new AuditEntry(
                "payoutReconciliation", command.ReconciliationId, new { Status = ApprovalStatus.Status(null) },
                new { Status = ApprovalStatus.Status(command.Body.Approve), booked }, command.Body.Note));
        }
    }

    private const string AgreeSql = """
        insert into payout_channel_origins as o (shop_id, channel, origin)
        values (@shop, @channel, payout_origin(@word))
        on conflict (shop_id, channel) do update set origin = excluded.origin
        """;

    private const string ResumeSql = """
        update payout_states set origin = payout_origin(@word), updated_at = @now where shop_id = @shop
        """;

    // Whatever the restored database believes of a call, it is a question that comes next.
    private const string AskFirstSql = """
        update payout_transfers set attempts = greatest(attempts, 1), first_call_at = coalesce(first_call_at, @world),
            next_call_at = @world
        where shop_id = @shop and closed_at is null and channel = 'wechat'
        """;

    private const string DecideSql = """
        update payout_reconciliations set found = @found::jsonb, approved = @approve, note = @note, decided_by = @by,
            decided_at = @now
        where shop_id = @shop and reconciliation_key = @key
        """;
}
