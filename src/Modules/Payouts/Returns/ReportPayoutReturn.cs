using SocialCommerce.Payouts.Batches;
using SocialCommerce.Payouts.Settings;
using SocialCommerce.Payouts.Transfers;

namespace SocialCommerce.Payouts.Returns;

/// <summary>
/// Reports that the bank returned a transfer that a result file had reported as paid (退票). Nothing is booked until
/// another person approves it. WeChat transfers cannot be returned once they are paid.
/// </summary>
internal static class ReportPayoutReturn
{
    /// <summary>What came back.</summary>
    /// <param name="Net">The transfer's net: a bank returns all of it or nothing.</param>
    /// <param name="Reason">Why the bank sent it back.</param>
    /// <param name="Document">The paper that proves it, such as the bank's advice.</param>
    public sealed record Body(Money Net, string Reason, string Document);

    /// <summary>The transfer, and the returned money; the same report again returns the first one.</summary>
    public sealed record Command(string TransferNo, Body Body) : IRequest<CreatedOrExisting<PayoutReturn>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payout-transfers/{transferNo}/returns", (
                string transferNo, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(transferNo, body), cancel))
            .Describe(
                "reportPayoutReturn", "Payouts", "Report a returned transfer",
                "Reports that the bank returned a transfer that a result file had reported as paid. Nothing is "
                    + "booked until another person approves it. The amount must be the transfer's net. Sending the "
                    + "same report again returns the first one; a different one is refused with 409, as are "
                    + "transfers that are not paid and WeChat transfers, which cannot be returned.")
            .Example("""
                {"net": {"amount": 233600, "currency": "CNY"}, "reason": "Account closed",
                 "document": "ICBC return 0212-7"}
                """)
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Finance)
            .Problems(
                PayoutBatchProblems.TransferNotFound, PayoutReturnProblems.TransferNotPaid,
                PayoutReturnProblems.ChannelReturnsNothing, PayoutReturnProblems.ReturnReported,
                TransferProblems.AmountDiffers, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Net.Amount).AmountFrom(1);
            RuleFor(c => (Money?)c.Body.Net).InShopCurrency();
            RuleFor(c => c.Body.Reason).Words();
            RuleFor(c => c.Body.Document).Words();
        }
    }

    internal sealed class Handler(Db db, Caller caller, PayoutContext context)
        : IRequestHandler<Command, CreatedOrExisting<PayoutReturn>>
    {
        public Task<CreatedOrExisting<PayoutReturn>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Report(transaction, command), cancel);

        private async Task<CreatedOrExisting<PayoutReturn>> Report(ShopTransaction transaction, Command command)
        {
            var (shop, body) = (caller.Shop, command.Body);
            var reads = transaction.Batch();
            var state = reads.ShopState(shop.Id);
            var locked = reads.Payouts.LockReturnedTransfer(shop.Id, command.TransferNo);
            var reports = reads.Payouts.ReturnsOf(shop.Id, command.TransferNo);
            await reads.Run(transaction.Cancel);
            var transfer = locked.First ?? throw PayoutBatchProblems.TransferNotFound.For(command.TransferNo);
            if (reports.List.FirstOrDefault(one => one.Approved != false) is { } standing)
                return new CreatedOrExisting<PayoutReturn>(Same(standing, body), false);
            Check(transfer, body);

            var writes = transaction.Batch();
            writes.Do(InsertSql, new
            {
                shop = shop.Id,
                transfer.TransferKey,
                body.Reason,
                body.Document,
                by = caller.RequirePerson().OperatorId,
                now = state.First!.Now(shop, context.Time),
            });
            writes.Log(shop.Id, caller, new AuditEntry(
                "payoutReturn", command.TransferNo, null, new { body.Net, body.Document }, body.Reason));
            var made = writes.Payouts.ReturnsOf(shop.Id, command.TransferNo);
            await writes.Commit(transaction.Cancel);
            return new CreatedOrExisting<PayoutReturn>(made.First!.ToReturn(shop), true);
        }

        private PayoutReturn Same(ReturnRow standing, Body body)
        {
            if ((standing.Net, standing.Reason, standing.Document) != (body.Net.Amount, body.Reason, body.Document))
                throw PayoutReturnProblems.ReturnReported.Because(
                    $"{standing.ReportedBy} has reported this return with other content.");
            return standing.ToReturn(caller.Shop);
        }

        private static void Check(ReturnedTransfer transfer, Body body)
        {
            if (transfer.Channel != PayoutChannel.Manual)
                throw PayoutReturnProblems.ChannelReturnsNothing.Because("Paid WeChat transfers cannot be returned.");
            if (transfer.State != "paid")
                throw PayoutReturnProblems.TransferNotPaid.Because(
                    $"The transfer is {transfer.State}; only a paid transfer can be returned.");
            if (body.Net.Amount != transfer.Net)
                throw TransferProblems.AmountDiffers.Because(
                    $"The net amount of the transfer is {transfer.Net}.", "#/net/amount");
        }
    }

    private const string InsertSql = """
        insert into payout_returns (shop_id, transfer_key, reason, document, reported_by, reported_at)
        values (@shop, @transferKey, @reason, @document, @by, @now)
        """;
}
