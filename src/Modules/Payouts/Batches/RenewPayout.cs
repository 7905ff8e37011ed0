using SocialCommerce.Payouts.Planning;
using SocialCommerce.Payouts.Settings;
using SocialCommerce.Payouts.Taxes;

namespace SocialCommerce.Payouts.Batches;

/// <summary>
/// Creates a new transfer in place of one that the member let expire, taxed in the month of the request. The approval
/// of the batch remains valid; if another amount is due by now, a new batch pays it.
/// </summary>
internal static class RenewPayout
{
    /// <summary>The expired transfer.</summary>
    public sealed record Body(string TransferNo);

    /// <summary>The customer, and the expired transfer; a repeated request creates no second transfer.</summary>
    public sealed record Command(string CustomerId, Body Body) : IRequest<CreatedOrExisting<PayoutTransfer>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/customers/{customerId}/payout-renewals", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe(
                "renewPayout", "Payouts", "Renew an expired payout",
                "Creates a new transfer in place of a WeChat transfer that the member let expire, taxed in the month "
                    + "of the request. The approval of the batch remains valid. Repeating the request returns the "
                    + "same new transfer. A transfer that has not expired is refused with 409, and so is one of "
                    + "which another amount is due now: a new batch pays it. Renewals are also refused while payouts "
                    + "are paused.")
            .Example("""{"transferNo": "sc7k2m9p4q0000000000000000"}""")
            .Scope(Scopes.PayoutsWrite).ForBackends(Roles.Support, Roles.Finance)
            .Problems(
                PayoutBatchProblems.TransferNotFound, CustomerProblems.CustomerNotFound,
                PayoutBatchProblems.AmountChanged, PayoutBatchProblems.TransferNotExpired,
                PayoutBatchProblems.NotPayable, PayoutSettingsProblems.PayoutsPaused,
                PayoutSettingsProblems.ReconciliationNeeded, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.TransferNo).MerchantId();
    }

    internal sealed class Handler(Db db, Caller caller, PayoutContext context)
        : IRequestHandler<Command, CreatedOrExisting<PayoutTransfer>>
    {
        public Task<CreatedOrExisting<PayoutTransfer>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Ask(transaction, command), cancel);

        private async Task<CreatedOrExisting<PayoutTransfer>> Ask(ShopTransaction transaction, Command command)
        {
            var shop = caller.Shop;
            var reads = transaction.Batch();
            var state = reads.ShopState(shop.Id);
            var settings = reads.Payouts.SettingsInForce(shop.Id, context.Origin);
            var person = reads.FindCustomer(shop.Id, command.CustomerId);
            var args = new { shop = shop.Id, command.CustomerId, command.Body.TransferNo };
            reads.Rows<long>(LockSql, args);
            var found = reads.Rows<PayoutRow>(PayoutSql, args);
            var transfers = reads.Rows<PayoutTransferRow>(TransfersSql, args);
            await reads.Run(transaction.Cancel);
            var customer = person.OrNotFound(command.CustomerId);
            var old = transfers.List.FirstOrDefault(transfer => transfer.TransferNo == command.Body.TransferNo)
                ?? throw PayoutBatchProblems.TransferNotFound.For(command.Body.TransferNo);
            if (transfers.List.FirstOrDefault(transfer => transfer.Replaces == old.TransferNo) is { } made)
                return new CreatedOrExisting<PayoutTransfer>(PayoutTransfer.Of(shop, made), false);
            if (old is not { State: "expired", Channel: PayoutChannel.Wechat })
                throw PayoutBatchProblems.TransferNotExpired.Because(
                    $"Only an expired WeChat transfer can be renewed; this one is {old.State}.", "#/transferNo");
            settings.First!.RequireRunning();
            var now = state.First!.Now(shop, context.Time);
            var plan = new PayoutPlan(PayoutChannel.Wechat, settings.First, TaxMonth.Of(now, shop.TimeZone), now);
            await Book(transaction, plan, found.First! with { Proposed = old.Gross }, old, customer);

            var ending = transaction.Batch();
            var after = ending.Rows<PayoutTransferRow>(TransfersSql, args);
            ending.Log(shop.Id, caller, new AuditEntry(
                "payoutRenewal", old.TransferNo, new { old.State }, new { command.CustomerId, old.Gross, old.Net }));
            await ending.Commit(transaction.Cancel);
            var renewed = after.List.First(transfer => transfer.Replaces == old.TransferNo);
            return new CreatedOrExisting<PayoutTransfer>(PayoutTransfer.Of(shop, renewed), true);
        }

        private async Task Book(
            ShopTransaction transaction, PayoutPlan plan, PayoutRow payout, PayoutTransferRow old, Customer customer)
        {
            var shop = caller.Shop;
            var reads = transaction.Batch();
            reads.LockPeople([customer.Key]);
            var candidates = reads.Payouts.Candidates(
                shop, new PayableFilter(PayoutChannel.Wechat, null, [customer.Key]), plan.Settings,
                context, plan.Now);
            var positions = reads.Payouts.Positions(shop, [payout.PayeeKey], plan);
            var invoices = reads.Payouts.Invoices(shop.Id, plan.Settings, [payout.PayeeKey]);
            await reads.Run(transaction.Cancel);
            var planned = plan.Of(
                [payout], candidates().ToDictionary(one => one.CustomerKey), positions(), invoices()).Single();
            if (planned.Obstacle is { } obstacle)
                throw PayoutBatchProblems.NotPayable.Because(
                    $"The transfer cannot be paid now: {obstacle}.", "#/transferNo");
            if (planned.Gross != old.Gross || planned.Transfers.Count != 1)
                throw PayoutBatchProblems.AmountChanged.Because(
                    "The amount due has changed; create a new batch.", "#/transferNo");
            var writes = transaction.Batch();
            writes.Payouts.Submit(
                new PostingContext(
                    shop.Id, plan.Now, plan.Now), shop.Currency, PayoutChannel.Wechat, plan, [planned], context.Time,
                old.TransferKey);
            writes.Payouts.Match(shop.Id, [planned]);
            await writes.Run(transaction.Cancel);
        }
    }

    private const string LockSql = """
        select p.payee_key from payees p
        where p.shop_id = @shop and p.payee_key = (
            select b.payee_key
            from payout_transfers b join customers c on c.shop_id = @shop and c.customer_key = b.customer_key
            where b.shop_id = @shop and b.transfer_no = @transferNo and c.customer_id = @customerId)
        for no key update
        """;

    private const string PayoutSql = """
        select o.payout_key, o.customer_key, c.customer_id, o.payee_key, o.account_key, o.status, o.proposed, o.reason,
            a.masked
        from payout_transfers b
        join payouts o on o.shop_id = @shop and o.payout_key = b.payout_key
        join customers c on c.shop_id = @shop and c.customer_key = o.customer_key
        join payee_accounts a on a.shop_id = @shop and a.account_key = o.account_key
        where b.shop_id = @shop and b.transfer_no = @transferNo and c.customer_id = @customerId
        """;

    private const string TransfersSql = $"""
        select {PayoutBatchSql.TransferColumns}
        from payout_transfers b
        join customers c on c.shop_id = @shop and c.customer_key = b.customer_key and c.customer_id = @customerId
        where b.shop_id = @shop and b.payout_key = (
            select payout_key from payout_transfers where shop_id = @shop and transfer_no = @transferNo)
        """;
}
