using SocialCommerce.Payouts.Channels;
using SocialCommerce.Payouts.Invoices;
using SocialCommerce.Payouts.Planning;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Batches;

/// <summary>
/// Groups settled balances into a batch, for all customers or for those named. Nothing is booked until a second person
/// approves it. Customers who cannot be paid are returned with the reason.
/// </summary>
internal static class CreatePayoutBatch
{
    private const int MaxCustomers = 10_000;

    private static readonly string CustomersRule = $"Name 1 to {MaxCustomers} customers, each once.";

    /// <summary>What is to be paid.</summary>
    /// <param name="Channel"><c>manual</c> or <c>wechat</c>.</param>
    /// <param name="PeriodEnd">Only statements of periods that end by then; absent: all.</param>
    /// <param name="CustomerIds">Only these customers; all if absent.</param>
    public sealed record Command(string Channel, DateTimeOffset? PeriodEnd = null, string[]? CustomerIds = null)
        : IRequest<string>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payout-batches", async (Command command, IMediator mediator, CancellationToken cancel) =>
                Results.Text(await mediator.Send(command, cancel), "application/json",
                    statusCode: StatusCodes.Status201Created))
            .Describe(
                "createPayoutBatch", "Payouts", "Create a payout batch",
                "Groups settled balances into a payout batch, for all customers or for those named. Nothing is "
                    + "booked until a second person approves the batch. Customers who cannot be paid are returned in "
                    + "`skipped` with the reason, such as `notVerified` or `belowMinimum`. The API refuses with 409 "
                    + "a batch with nothing to pay, unless customers are named, a WeChat batch before the channel is "
                    + "set up, and any batch while payouts are paused or await a reconciliation.")
            .Example("""{"channel": "manual", "periodEnd": "2026-01-31T16:00:00Z"}""")
            .Scope(Scopes.PayoutsWrite).Repeatable().Expensive().ForPersons(Roles.Finance)
            .Produces<PayoutBatch>(StatusCodes.Status201Created)
            .Problems(
                PayoutBatchProblems.ChannelNotSetUp, PayoutBatchProblems.NothingToPay,
                PayoutSettingsProblems.PayoutsPaused, PayoutSettingsProblems.ReconciliationNeeded,
                PayoutSettingsProblems.TaxModeNotSet, CustomerProblems.CustomerUnknown,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Channel).OneOf([.. PayoutChannel.Known]);
            RuleFor(c => c.CustomerIds).Count(1, MaxCustomers).WithErrorCode("CUSTOMERS_INVALID")
                .WithMessage(CustomersRule);
            RuleFor(c => c.CustomerIds).Must(ids => ids is null || ids.Distinct().Count() == ids.Length)
                .WithErrorCode("CUSTOMERS_INVALID").WithMessage(CustomersRule);
            RuleForEach(c => c.CustomerIds).MerchantId();
        }
    }

    internal sealed class Handler(Db db, Caller caller, Idempotency idempotency, PayoutContext context)
        : IRequestHandler<Command, string>
    {
        public Task<string> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Create(transaction, command), cancel);

        private async Task<string> Create(ShopTransaction transaction, Command command)
        {
            var shop = caller.Shop;
            var reads = transaction.Batch();
            var claim = idempotency.Claim(reads, shop.Id);
            var state = reads.ShopState(shop.Id);
            var settings = reads.Payouts.SettingsInForce(shop.Id, context.Origin);
            var wechat = reads.Payouts.WechatChannel(shop.Id);
            var named = reads.Rows<NamedRow>(NamedSql, new { shop = shop.Id, ids = command.CustomerIds ?? [] });
            await reads.Run(transaction.Cancel);
            idempotency.ThrowIfKept(claim);
            settings.First!.RequireRunning();
            var now = state.First!.Now(shop, context.Time);
            settings.First.RequireTaxMode(context.Guard.Of(shop, now));
            if (command.Channel == PayoutChannel.Wechat && wechat.First is null)
                throw PayoutBatchProblems.ChannelNotSetUp.Because("WeChat transfers are not set up.", "#/channel");
            Check(command, named.List);

            var gathering = transaction.Batch();
            long[]? keys = command.CustomerIds is null ? null : [.. named.List.Select(row => row.Key)];
            var filter = new PayableFilter(command.Channel, command.PeriodEnd, keys);
            var candidates = gathering.Payouts.Candidates(shop, filter, settings.First, context, now);
            await gathering.Run(transaction.Cancel);
            var found = candidates();
            var judge = new Judge(
                settings.First.Minimum(command.Channel), now, await Invoices(transaction, settings.First, found));
            var (payable, skipped) = Sort(command, found, judge);
            if (payable.Count == 0 && command.CustomerIds is null)
                throw PayoutBatchProblems.NothingToPay.Because("No customer has an amount that can be paid out.");

            var writes = transaction.Batch();
            writes.Payouts.BeginPayouts(shop.Id, context.Origin, now);
            var made = writes.Rows<long>(InsertSql, new
            {
                shop = shop.Id,
                command.Channel,
                command.PeriodEnd,
                skipped = Json.Write(skipped),
                settings.First.Version,
                by = caller.RequirePerson().OperatorId,
                now,
                customers = payable.Select(one => one.CustomerKey).ToArray(),
                payees = payable.Select(one => one.PayeeKey!.Value).ToArray(),
                accounts = payable.Select(one => one.AccountKey!.Value).ToArray(),
                proposed = payable.Select(one => one.Due).ToArray(),
            });
            await writes.Run(transaction.Cancel);

            var read = await PayoutBatchSql.Batch(transaction, shop, made.First, context);
            var answer = Json.Write(PayoutBatch.Of(shop, read!));
            var ending = transaction.Batch();
            idempotency.Keep(ending, shop.Id, StatusCodes.Status201Created, answer);
            ending.Log(shop.Id, caller, new AuditEntry(
                "payoutBatch", PublicId.Of(PayoutBatch.Prefix, made.First), null, new
                {
                    Status = "created",
                    command.Channel,
                    command.PeriodEnd,
                    Payouts = payable.Count,
                    Skipped = skipped.Count,
                    Due = shop.Money(payable.Sum(one => one.Due)),
                }));
            await ending.Commit(transaction.Cancel);
            return answer;
        }

        /// <summary>What businesses may be paid against; null where the shop asks for no invoices.</summary>
        private static async Task<InvoiceCover?> Invoices(
            ShopTransaction transaction, PayoutSettingsRow settings, List<PayoutCandidate> candidates)
        {
            if (!settings.Content.InvoiceRequired) return null;
            var businesses = candidates.Where(one => one.Kind == "business").Select(one => one.PayeeKey!.Value);
            var reads = transaction.Batch();
            var invoices = reads.Payouts.Invoices(transaction.ShopId, settings, businesses);
            await reads.Run(transaction.Cancel);
            return invoices();
        }

        private static void Check(Command command, List<NamedRow> named)
        {
            var known = named.Select(row => row.CustomerId).ToHashSet();
            for (var i = 0; i < command.CustomerIds?.Length; i++)
                if (!known.Contains(command.CustomerIds[i]))
                    throw CustomerProblems.CustomerUnknown.Because(
                        $"Customer '{command.CustomerIds[i]}' not found.", $"#/customerIds/{i}");
        }

        private static (List<PayoutCandidate> Payable, List<SkippedCustomer> Skipped) Sort(
            Command command, List<PayoutCandidate> candidates, Judge judge)
        {
            var sorted = candidates.Select(one => (One: one, Obstacle: judge.Obstacle(one))).ToList();
            var skipped = sorted.Where(one => one.Obstacle is not null)
                .Select(one => new SkippedCustomer(one.One.CustomerId, one.Obstacle!)).ToList();
            var seen = candidates.Select(one => one.CustomerId).ToHashSet();
            foreach (var id in command.CustomerIds ?? [])
                if (!seen.Contains(id)) skipped.Add(new SkippedCustomer(id, "nothingToPay"));
            return ([.. sorted.Where(one => one.Obstacle is null).Select(one => one.One)], skipped);
        }
    }

    /// <summary>The criteria for candidates; a candidate takes invoices only if it may be paid.</summary>
    private sealed record Judge(long Least, DateTimeOffset Now, InvoiceCover? Invoices)
    {
        public string? Obstacle(PayoutCandidate one) => one.Obstacle(Least, Now, one.Due)
            ?? (one.Kind == "business" ? Invoices?.Take(one.PayeeKey!.Value, one.Gross(one.Due)).Obstacle : null);
    }

    private sealed record NamedRow(long Key, string CustomerId);

    private const string NamedSql = """
        select customer_key as key, customer_id from customers where shop_id = @shop and customer_id = any(@ids)
        """;

    // A batch without payable customers is created if customers were named: it returns the reasons.
    private const string InsertSql = """
        with batch as (
            insert into payout_batches (shop_id, channel, period_end, skipped, settings_version, created_by,
                created_at)
            values (@shop, @channel, @periodEnd, @skipped::jsonb, @version, @by, @now)
            returning batch_key),
        lines as (
            insert into payouts (shop_id, batch_key, customer_key, payee_key, account_key, proposed)
            select @shop, batch.batch_key, l.customer, l.payee, l.account, l.proposed
            from batch, unnest(@customers, @payees, @accounts, @proposed) as l(customer, payee, account, proposed))
        select batch_key from batch
        """;
}
