using SocialCommerce.Payouts.Settings;
using SocialCommerce.Payouts.Transfers;

namespace SocialCommerce.Payouts.Reconciliation;

/// <summary>
/// Proposes a channel's list of paid transfers. Nothing is booked until another person approves it. Approval closes
/// transfers that are under way here, and after a restore of the database it books the transfers that the restore has
/// lost. Lost transfers are refused while no restore is detected, above the settled balance of the customer, without a
/// verified payee and an approved account, and with another tax than the shop's own rules give. One list of a channel
/// waits at a time; the same list again returns the first one.
/// </summary>
internal static class ReconcilePayouts
{
    private const int MaxRows = 5_000;

    private static readonly string RowsRule = $"Name at most {MaxRows} transfers, each once.";

    /// <summary>What the channel paid since the backup, by its own list.</summary>
    /// <param name="Channel"><c>manual</c> or <c>wechat</c>.</param>
    /// <param name="Document">Where the list is from.</param>
    /// <param name="Paid">Every transfer that the channel paid in that time; empty where there was none.</param>
    public sealed record Command(string Channel, string Document, Row[] Paid)
        : IRequest<CreatedOrExisting<PayoutReconciliation>>;

    /// <summary>A transfer that the channel paid.</summary>
    /// <param name="TransferNo">Our number of it.</param>
    /// <param name="CustomerId">The customer that it paid.</param>
    /// <param name="Net">What the payee got.</param>
    /// <param name="Tax">What was withheld from it; absent: computed by the shop's own rules.</param>
    /// <param name="PaidAt">When, which decides the month of the tax; absent: now.</param>
    public sealed record Row(
        string TransferNo, string CustomerId, Money Net, Money? Tax = null, DateTimeOffset? PaidAt = null);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payout-reconciliations", (
                Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .Describe(
                "reconcilePayouts", "Payouts", "Propose a payout reconciliation",
                "Proposes a channel's list of paid transfers for reconciliation. Use it after a restore of the "
                    + "database, once for every channel that is set up, with an empty list if the channel paid "
                    + "nothing; payouts stay paused until then. Nothing is booked until another person approves the "
                    + "list: approval closes transfers under way and, after a restore, books the transfers that the "
                    + "restore has lost. Lost transfers are refused when no restore is detected, above the "
                    + "customer's settled balance, without a verified payee and an approved account, and with "
                    + "another tax than the shop's rules give. One list of a channel waits at a time; sending it "
                    + "again returns it, another list is refused with 409.")
            .Example("""
                {"channel": "wechat", "document": "Fund transfer of 2026-01-12", "paid": [
                  {"transferNo": "sc7k2m9p4q0000000000000000", "customerId": "c-1042",
                   "net": {"amount": 14400, "currency": "CNY"}, "tax": {"amount": 1600, "currency": "CNY"}}]}
                """)
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Finance).RepeatableByItself()
            .Problems(
                TransferProblems.TransferClosed, ReconciliationProblems.ReconciliationWaiting,
                ReconciliationProblems.RestoreNotDetected, ReconciliationProblems.AccountNotApproved,
                TransferProblems.AmountDiffers, ReconciliationProblems.CustomerDiffers,
                ReconciliationProblems.ExceedsSettled, ReconciliationProblems.PaidInFuture,
                ReconciliationProblems.PayeeMissing, ReconciliationProblems.PayeeNotVerified,
                ReconciliationProblems.TaxDiffers, ReconciliationProblems.TaxIncomplete,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Channel).OneOf([.. PayoutChannel.Known]);
            RuleFor(c => c.Document).Line("DOCUMENT_INVALID", "A document");
            RuleFor(c => c.Paid).Count(0, MaxRows).WithErrorCode("ROWS_INVALID").WithMessage(RowsRule);
            RuleFor(c => c.Paid)
                .Must(rows => rows.Select(row => row?.TransferNo).Distinct().Count() == rows.Length)
                .WithErrorCode("ROWS_INVALID").WithMessage(RowsRule);
            RuleForEach(c => c.Paid).ChildRules(row =>
            {
                row.RuleFor(r => r.TransferNo).Characters("A-Za-z0-9", 1, 32).WithErrorCode("TRANSFER_NO_INVALID")
                    .WithMessage("transferNo must have 1 to 32 letters and digits.");
                row.RuleFor(r => r.CustomerId).MerchantId();
                row.RuleFor(r => r.Net.Amount).AmountFrom(1);
                row.RuleFor(r => r.Tax!.Amount).AmountFrom(0).When(r => r.Tax is not null);
                row.RuleFor(r => (Money?)r.Net).InShopCurrency();
                row.RuleFor(r => r.Tax).InShopCurrency();
            });
        }
    }

    internal sealed class Handler(Db db, Caller caller, PayoutContext context)
        : IRequestHandler<Command, CreatedOrExisting<PayoutReconciliation>>
    {
        public Task<CreatedOrExisting<PayoutReconciliation>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Propose(transaction, command), cancel);

        private async Task<CreatedOrExisting<PayoutReconciliation>> Propose(
            ShopTransaction transaction, Command command)
        {
            var shop = caller.Shop;
            var reads = transaction.Batch();
            reads.Payouts.LockReconciliations(shop.Id, context.Origin, context.Time.GetUtcNow());
            var state = reads.ShopState(shop.Id);
            var settings = reads.Payouts.SettingsInForce(shop.Id, context.Origin);
            var waits = reads.Rows<ReconciliationRow>(WaitingSql, new { shop = shop.Id, command.Channel });
            var channels = reads.Payouts.WaitingChannels(shop.Id, context.Origin, command.Channel);
            await reads.Run(transaction.Cancel);
            if (waits.First is { } known) return new CreatedOrExisting<PayoutReconciliation>(
                Same(known, command), false);

            var now = state.First!.Now(shop, context.Time);
            var plan = await ReconciliationInputs.Plan(
                transaction, (shop, settings.First!, now), command.Paid, command.Channel);
            var found = new Found(
                plan.Known, plan.Ends.Count, plan.Transfers(command.Paid, shop.Money),
                settings.First!.Restored ? channels.List : []);
            var writes = transaction.Batch();
            var made = writes.Rows<long>(InsertSql, new
            {
                shop = shop.Id,
                command.Channel,
                command.Document,
                paid = Json.Write(command.Paid),
                found = Json.Write(found),
                by = caller.RequirePerson().OperatorId,
                now,
            });
            await writes.Run(transaction.Cancel);
            var ending = transaction.Batch();
            var row = ending.Payouts.Reconciliation(shop.Id, made.First);
            ending.Log(shop.Id, caller, new AuditEntry(
                "payoutReconciliation", PublicId.Of(PayoutReconciliation.Prefix, made.First), null, command));
            await ending.Commit(transaction.Cancel);
            return new CreatedOrExisting<PayoutReconciliation>(row.First!.ToReconciliation(), true);
        }

        private static PayoutReconciliation Same(ReconciliationRow known, Command command)
        {
            var before = new Command(known.Channel, known.Document, known.ReadPaid());
            if (JsonDifference.First(before, command) is { } pointer)
                throw ReconciliationProblems.ReconciliationWaiting.Because(
                    $"Another list of this channel by {known.ProposedBy} waits; approve or reject it first.", pointer);
            return known.ToReconciliation();
        }
    }

    private const string WaitingSql = $"""
        {ReconciliationRow.Select} and r.channel = @channel and r.approved is null
        """;

    private const string InsertSql = """
        insert into payout_reconciliations (shop_id, channel, document, paid, found, proposed_by, proposed_at)
        values (@shop, @channel, @document, @paid::jsonb, @found::jsonb, @by, @now)
        returning reconciliation_key
        """;
}
