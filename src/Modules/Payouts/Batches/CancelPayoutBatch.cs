using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Batches;

/// <summary>Cancels a batch awaiting approval; its payees become available for other batches.</summary>
internal static class CancelPayoutBatch
{
    /// <summary>Why it is given up.</summary>
    public sealed record Body(string Reason);

    /// <summary>A batch to give up; giving it up again changes nothing.</summary>
    public sealed record Command(string BatchId, Body Body) : IRequest<PayoutBatch>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payout-batches/{batchId}/cancellations", (
                string batchId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(batchId, body), cancel))
            .Describe(
                "cancelPayoutBatch", "Payouts", "Cancel a payout batch",
                "Cancels a batch awaiting approval; its payees become available for other batches. Cancelling it "
                    + "again changes nothing. A batch that was approved is refused with 409.")
            .Example("""{"reason": "The bank is closed"}""")
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Finance, Roles.Approver)
            .Problems(
                PayoutBatchProblems.PayoutBatchNotFound, PayoutBatchProblems.BatchApproved,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Line("REASON_INVALID", "A reason");
    }

    internal sealed class Handler(Db db, Caller caller, PayoutContext context) : IRequestHandler<Command, PayoutBatch>
    {
        public Task<PayoutBatch> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, async transaction =>
            {
                var (shop, key) = (caller.Shop, PayoutBatch.KeyOf(command.BatchId));
                var reads = transaction.Batch();
                var state = reads.ShopState(shop.Id);
                var row = reads.Payouts.LockBatch(shop.Id, key);
                await reads.Run(cancel);
                var batch = row.OrNotFound(command.BatchId);
                if (batch.Status == "approved")
                    throw PayoutBatchProblems.BatchApproved.Because(
                        "The batch was approved and its transfers have started.");

                var writes = transaction.Batch();
                if (batch.Status == "created") Book(writes, command, key, state.First!.Now(shop, context.Time));
                await writes.Run(cancel);
                var read = await PayoutBatchSql.Batch(transaction, shop, key, context);
                await transaction.Batch().Commit(cancel);
                return PayoutBatch.Of(shop, read!);
            }, cancel);

        private void Book(SqlBatch batch, Command command, long key, DateTimeOffset now)
        {
            var args = new
            {
                shop = caller.Shop.Id,
                key,
                by = caller.RequirePerson().OperatorId,
                command.Body.Reason,
                now,
            };
            batch.Do(CancelSql, args);
            batch.Do(CancelPayoutsSql, args);
            batch.Log(caller.Shop.Id, caller, new AuditEntry(
                "payoutBatch", command.BatchId, new { Status = "created" }, new { Status = "cancelled" },
                command.Body.Reason));
        }
    }

    private const string CancelSql = """
        update payout_batches set status = 'cancelled', decided_by = @by, decided_at = @now, reason = @reason
        where shop_id = @shop and batch_key = @key
        """;

    private const string CancelPayoutsSql = """
        update payouts set status = 'cancelled', reason = 'batchCancelled' where shop_id = @shop and batch_key = @key
        """;
}
