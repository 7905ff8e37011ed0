using SocialCommerce.Payouts.Batches;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Transfers;

/// <summary>
/// Cancels a WeChat transfer that its payee has not confirmed. A transfer that was never sent is cancelled at once;
/// otherwise WeChat reports whether the cancellation was in time, and only then the money returns to the settled
/// balance for the next batch.
/// </summary>
internal static class CancelPayoutTransfer
{
    /// <summary>Why it is taken back.</summary>
    public sealed record Body(string Reason);

    /// <summary>A bill to take back; asking for it again changes nothing.</summary>
    public sealed record Command(string BillNo, Body Body) : IRequest<PayoutTransfer>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payout-bills/{billNo}/cancellations", (
                string billNo, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(billNo, body), cancel))
            .Describe(
                "cancelPayoutBill", "Payouts", "Cancel a payout transfer",
                "Cancels a WeChat transfer that its payee has not confirmed. A transfer that was never sent is "
                    + "cancelled at once; otherwise WeChat reports whether the cancellation was in time, and only "
                    + "then does the amount return to the settled balance for the next batch. Asking again changes "
                    + "nothing. Manual transfers and transfers that are paid, failed or expired are refused with 409.")
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Finance, Roles.Approver)
            .Problems(
                PayoutBatchProblems.BillNotFound, TransferProblems.BillClosed, TransferProblems.ChannelTakesNothingBack,
                PayoutSettingsProblems.ReconciliationNeeded, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Line("REASON_INVALID", "A reason");
    }

    internal sealed class Handler(Db db, Caller caller, PayoutContext context)
        : IRequestHandler<Command, PayoutTransfer>
    {
        public Task<PayoutTransfer> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => TakeBack(transaction, command), cancel);

        private async Task<PayoutTransfer> TakeBack(ShopTransaction transaction, Command command)
        {
            var shop = caller.Shop;
            var args = new { shop = shop.Id, command.BillNo };
            var reads = transaction.Batch();
            var state = reads.ShopState(shop.Id);
            var settings = reads.Payouts.PayoutSettings(shop.Id, context.Origin);
            var locked = reads.Rows<Standing>(LockSql, args);
            await reads.Run(transaction.Cancel);
            var bill = locked.First ?? throw PayoutBatchProblems.BillNotFound.For(command.BillNo);
            if (bill.Channel != PayoutChannel.Wechat)
                throw TransferProblems.ChannelTakesNothingBack.Because(
                    "Manual transfers cannot be cancelled; record the result file.");
            if (bill.State is "paid" or "failed" or "expired")
                throw TransferProblems.BillClosed.Because($"The transfer is {bill.State}, which is final.");
            // A restored database may have forgotten that it sent the bill.
            settings.First!.RequireReconciled();

            var writes = transaction.Batch();
            if (bill is { State: not "cancelled", Asked: false })
                Ask(writes, command, bill, state.First!.Now(shop, context.Time));
            var after = writes.Rows<PayoutTransferRow>(BillSql, args);
            await writes.Commit(transaction.Cancel);
            return PayoutTransfer.Of(shop, after.First!);
        }

        private void Ask(SqlBatch batch, Command command, Standing bill, DateTimeOffset now)
        {
            var shop = caller.Shop;
            batch.Do(AskSql, new
            {
                shop = shop.Id,
                bill.BillKey,
                command.Body.Reason,
                world = Timestamps.Micro(context.Time.GetUtcNow()),
                now,
            });
            if (bill is { State: "submitting", Attempts: 0 })
                batch.Payouts.End(
                    new PostingContext(shop.Id, now, now), shop.Currency,
                    [new TransferOutcome(bill.BillKey, "cancelled", command.Body.Reason, null)], "cancellation");
            batch.Log(shop.Id, caller, new AuditEntry(
                "payoutBill", command.BillNo, new { bill.State }, new { CancellationAsked = true },
                command.Body.Reason));
        }
    }

    private sealed record Standing(long BillKey, string Channel, string State, int Attempts, bool Asked);

    private const string LockSql = """
        select bill_key, channel, state, attempts, cancel_asked_at is not null as asked
        from payout_bills where shop_id = @shop and bill_no = @billNo for no key update
        """;

    // The next look is a question, and soon.
    private const string AskSql = """
        with asked as (
            update payout_bills set cancel_asked_at = @world, cancel_reason = @reason, next_call_at = @world,
                attempts = least(attempts, 1)
            where shop_id = @shop and bill_key = @billKey
            returning bill_key, state)
        insert into payout_bill_steps (shop_id, bill_key, state, cause, recorded_at)
        select @shop, bill_key, state, 'cancellationAsked', @now from asked
        """;

    private const string BillSql = $"""
        select {PayoutBatchSql.BillColumns} from payout_bills b where b.shop_id = @shop and b.bill_no = @billNo
        """;
}
