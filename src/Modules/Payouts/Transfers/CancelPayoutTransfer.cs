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

    /// <summary>A transfer to take back; asking for it again changes nothing.</summary>
    public sealed record Command(string TransferNo, Body Body) : IRequest<PayoutTransfer>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payout-transfers/{transferNo}/cancellations", (
                string transferNo, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(transferNo, body), cancel))
            .Describe(
                "cancelPayoutTransfer", "Payouts", "Cancel a payout transfer",
                "Cancels a WeChat transfer that its payee has not confirmed. A transfer that was never sent is "
                    + "cancelled at once; otherwise WeChat reports whether the cancellation was in time, and only "
                    + "then does the amount return to the settled balance for the next batch. Asking again changes "
                    + "nothing. Manual transfers and transfers that are paid, failed or expired are refused with 409.")
            .Example("""{"reason": "Entered for the wrong month"}""")
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Finance, Roles.Approver)
            .Problems(
                PayoutBatchProblems.TransferNotFound, TransferProblems.TransferClosed,
                TransferProblems.ChannelTakesNothingBack, PayoutSettingsProblems.ReconciliationNeeded,
                CommonProblems.ValidationFailed);

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
            var args = new { shop = shop.Id, command.TransferNo };
            var reads = transaction.Batch();
            var state = reads.ShopState(shop.Id);
            var settings = reads.Payouts.SettingsInForce(shop.Id, context.Origin);
            var locked = reads.Rows<Standing>(LockSql, args);
            await reads.Run(transaction.Cancel);
            var transfer = locked.First ?? throw PayoutBatchProblems.TransferNotFound.For(command.TransferNo);
            if (transfer.Channel != PayoutChannel.Wechat)
                throw TransferProblems.ChannelTakesNothingBack.Because(
                    "Manual transfers cannot be cancelled; record the result file.");
            if (transfer.State is "paid" or "failed" or "expired")
                throw TransferProblems.TransferClosed.Because($"The transfer is {transfer.State}, which is final.");
            // A restored database may have forgotten that it sent the transfer.
            settings.First!.RequireReconciled();

            var writes = transaction.Batch();
            if (transfer is { State: not "cancelled", Asked: false })
                Ask(writes, command, transfer, state.First!.Now(shop, context.Time));
            var after = writes.Rows<PayoutTransferRow>(TransferSql, args);
            await writes.Commit(transaction.Cancel);
            return PayoutTransfer.Of(shop, after.First!);
        }

        private void Ask(SqlBatch batch, Command command, Standing transfer, DateTimeOffset now)
        {
            var shop = caller.Shop;
            batch.Do(AskSql, new
            {
                shop = shop.Id,
                transfer.TransferKey,
                command.Body.Reason,
                world = Timestamps.Micro(context.Time.GetUtcNow()),
                now,
            });
            if (transfer is { State: "submitting", Attempts: 0 })
                batch.Payouts.End(
                    new PostingContext(shop.Id, now, now), shop.Currency,
                    [new TransferOutcome(transfer.TransferKey, "cancelled", command.Body.Reason, null)],
                    "cancellation");
            batch.Log(shop.Id, caller, new AuditEntry(
                "payoutTransfer", command.TransferNo, new { transfer.State }, new { CancellationAsked = true },
                command.Body.Reason));
        }
    }

    private sealed record Standing(long TransferKey, string Channel, string State, int Attempts, bool Asked);

    private const string LockSql = """
        select transfer_key, channel, state, attempts, cancel_asked_at is not null as asked
        from payout_transfers where shop_id = @shop and transfer_no = @transferNo for no key update
        """;

    // The next look is a question, and soon.
    private const string AskSql = """
        with asked as (
            update payout_transfers set cancel_asked_at = @world, cancel_reason = @reason, next_call_at = @world,
                attempts = least(attempts, 1)
            where shop_id = @shop and transfer_key = @transferKey
            returning transfer_key, state)
        insert into payout_transfer_steps (shop_id, transfer_key, state, cause, recorded_at)
        select @shop, transfer_key, state, 'cancellationAsked', @now from asked
        """;

    private const string TransferSql = $"""
        select {PayoutBatchSql.TransferColumns} from payout_transfers b where b.shop_id = @shop
            and b.transfer_no = @transferNo
        """;
}
