using SocialCommerce.Payouts.Payees;
using SocialCommerce.Payouts.Planning;
using SocialCommerce.Payouts.Settings;
using SocialCommerce.Payouts.Taxes;

namespace SocialCommerce.Payouts.Batches;

/// <summary>
/// A second person approves a batch: reversals booked since are netted, tax is withheld, transfers get their numbers,
/// and the money moves from settled balances to clearing, all in one transaction. The approver sends the total that
/// they have seen; if it has changed, nothing is booked. An approver who is a payee of the batch is refused.
/// </summary>
internal static class ApprovePayoutBatch
{
    /// <summary>What the approver has seen.</summary>
    /// <param name="Total">The batch's gross.</param>
    public sealed record Body(Money Total);

    /// <summary>A batch to approve; approving it again changes nothing.</summary>
    public sealed record Command(string BatchId, Body Body) : IRequest<PayoutBatch>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payout-batches/{batchId}/approvals", (
                string batchId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(batchId, body), cancel))
            .Describe(
                "approvePayoutBatch", "Payouts", "Approve a payout batch",
                "Approves a batch and starts its transfers. In one transaction, reversals booked since its creation "
                    + "are netted, tax is withheld, transfers get their numbers, and the money moves from settled "
                    + "balances to clearing. The approver must be another person than the creator and not a payee of "
                    + "the batch, and sends the total that they have seen; if it has changed, the approval is "
                    + "refused with 409 and nothing is booked. Approving the batch again changes nothing; a "
                    + "cancelled batch is refused.")
            .Example("""{"total": {"amount": 250000, "currency": "CNY"}}""")
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Approver)
            .Problems(
                OperatorProblems.OwnMoney, OperatorProblems.SamePerson, PayoutBatchProblems.PayoutBatchNotFound,
                PayoutBatchProblems.BatchCancelled, OperatorProblems.FirstPersonMissing,
                PayoutBatchProblems.NothingToPay, PayoutSettingsProblems.PayoutsPaused,
                PayoutSettingsProblems.ReconciliationNeeded, PayoutBatchProblems.TotalChanged,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Total.Amount).AmountFrom(1);
            RuleFor(c => (Money?)c.Body.Total).InShopCurrency();
        }
    }

    internal sealed class Handler(Db db, Caller caller, PayoutContext context) : IRequestHandler<Command, PayoutBatch>
    {
        public Task<PayoutBatch> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Approve(transaction, command), cancel);

        private async Task<PayoutBatch> Approve(ShopTransaction transaction, Command command)
        {
            var (shop, key) = (caller.Shop, PayoutBatch.KeyOf(command.BatchId));
            var reads = transaction.Batch();
            var state = reads.ShopState(shop.Id);
            var settings = reads.Payouts.SettingsInForce(shop.Id, context.Origin);
            var row = reads.Payouts.LockBatch(shop.Id, key);
            // Payments to one payee add up, so they are booked one after the other; in one order, against deadlocks.
            reads.Rows<long>(LockPayeesSql, new { shop = shop.Id, key });
            var payouts = reads.Rows<PayoutRow>(PayoutBatchSql.PayoutsSql, new { shop = shop.Id, batchKey = key });
            await reads.Run(transaction.Cancel);

            var batch = row.OrNotFound(command.BatchId);
            if (batch.Status == "cancelled") throw PayoutBatchProblems.BatchCancelled.Because(
                "The batch was cancelled.");
            if (batch.Status == "created")
                await Book(
                    transaction, command, batch, payouts.List, settings.First!, state.First!.Now(shop, context.Time));
            var read = await PayoutBatchSql.Batch(transaction, shop, key, context);
            await transaction.Batch().Commit(transaction.Cancel);
            return PayoutBatch.Of(shop, read!);
        }

        private async Task Book(
            ShopTransaction transaction, Command command, PayoutBatchRow batch, List<PayoutRow> payouts,
            PayoutSettingsRow settings,
            DateTimeOffset now)
        {
            var (shop, person) = (caller.Shop, caller.RequirePerson());
            FourEyes.Check(batch.CreatedBy, person);
            settings.RequireRunning();
            var locking = transaction.Batch();
            long[] people = [.. payouts.Select(payout => payout.CustomerKey)];
            locking.LockPeople(people);
            var own = locking.Payouts.OwnPayee(shop.Id, person, people);
            await locking.Run(transaction.Cancel);
            own.Refuse();
            var plan = new PayoutPlan(batch.Channel, settings, TaxMonth.Of(now, shop.TimeZone), now);
            var planned = await PayoutBatchSql.Plan(transaction, shop, batch, payouts, (plan, context));
            var total = planned.Sum(one => one.Gross);
            if (total == 0) throw PayoutBatchProblems.NothingToPay.Because(
                "No payout of this batch can be paid any longer.");
            if (total != command.Body.Total.Amount)
                throw PayoutBatchProblems.TotalChanged.Because(
                    $"The total of the batch is {total} now; review it again.", "#/total/amount");

            var writes = transaction.Batch();
            writes.Do(DecideSql, new
            {
                shop = shop.Id,
                batch.BatchKey,
                by = person.OperatorId,
                settings.Version,
                now,
            });
            writes.Payouts.Submit(
                new PostingContext(shop.Id, now, now), shop.Currency, batch.Channel, plan, planned, context.Time);
            writes.Payouts.Match(shop.Id, planned);
            writes.Log(shop.Id, caller, new AuditEntry(
                "payoutBatch", command.BatchId, new { Status = "created" }, new { Status = "approved", total }));
            writes.Announce(new PostingContext(shop.Id, now, now), "payout.approved", new { command.BatchId });
            await writes.Run(transaction.Cancel);
        }
    }

    private const string LockPayeesSql = """
        select payee_key from payees
        where shop_id = @shop and payee_key in (
            select payee_key from payouts where shop_id = @shop and batch_key = @key)
        order by payee_key for no key update
        """;

    private const string DecideSql = """
        update payout_batches set status = 'approved', decided_by = @by, decided_at = @now,
            settings_version = @version
        where shop_id = @shop and batch_key = @batchKey
        """;
}
