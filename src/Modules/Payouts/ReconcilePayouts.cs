using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>
/// After a restore: compares what a channel says was paid with the bills, and books what the database has forgotten.
/// Payouts go on once every channel that is set up has been asked; bills that are on their way are asked after before
/// anything is sent.
/// </summary>
public static class ReconcilePayouts
{
    private const int MaxRows = 5_000;

    /// <summary>What was paid since the backup, by the channel's own list.</summary>
    /// <param name="Channel"><c>manual</c> or <c>wechat</c>.</param>
    /// <param name="Document">Where the list is from.</param>
    /// <param name="Paid">Every bill that the channel paid in that time; empty where there was none.</param>
    public sealed record Command(string Channel, string Document, Row[] Paid) : IRequest<Result>;

    /// <summary>A bill that the channel paid.</summary>
    /// <param name="BillNo">Our number of it.</param>
    /// <param name="CustomerId">Whom it paid.</param>
    /// <param name="Net">What the payee got.</param>
    /// <param name="Tax">What was withheld from it.</param>
    /// <param name="PaidAt">When, which decides the month of the tax; absent: now.</param>
    public sealed record Row(
        string BillNo, string CustomerId, Money Net, Money Tax, DateTimeOffset? PaidAt = null);

    /// <summary>What was found.</summary>
    /// <param name="Known">Bills that the database knew as paid.</param>
    /// <param name="Ended">Bills that it knew as under way, and that are paid now.</param>
    /// <param name="Recovered">Bills that it had forgotten, and that are booked now.</param>
    /// <param name="Waiting">Channels that are still to be asked before payouts go on.</param>
    public sealed record Result(int Known, int Ended, int Recovered, IReadOnlyList<string> Waiting);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payout-reconciliations", (
                Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .Describe("reconcilePayouts", "Payouts", "Reconcile payouts with a channel, and let them go on")
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Approver).Refuses(409, 422);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Channel).OneOf([.. Payouts.Channel.Known]);
            RuleFor(c => c.Document).Line("DOCUMENT_INVALID", "A document");
            RuleFor(c => c.Paid).Must(rows => rows.Length <= MaxRows
                    && rows.Select(row => row.BillNo).Distinct().Count() == rows.Length)
                .WithErrorCode("ROWS_INVALID").WithMessage($"At most {MaxRows} bills, each once.");
            RuleForEach(c => c.Paid).ChildRules(row =>
            {
                row.RuleFor(r => r.BillNo).Matches(@"^[A-Za-z0-9]{1,32}\z").WithErrorCode("BILL_NO_INVALID")
                    .WithMessage("A bill number has 1 to 32 letters and digits.");
                row.RuleFor(r => r.CustomerId).MerchantId();
                row.RuleFor(r => r.Net.Amount).AmountFrom(1);
                row.RuleFor(r => r.Tax.Amount).AmountFrom(0);
                row.RuleFor(r => (Money?)r.Net).InShopCurrency();
                row.RuleFor(r => (Money?)r.Tax).InShopCurrency();
            });
        }
    }

    internal sealed class Handler(Db db, Caller caller, PayoutDesk desk) : IRequestHandler<Command, Result>
    {
        public Task<Result> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, work => Reconcile(work, command), cancel);

        private async Task<Result> Reconcile(Work work, Command command)
        {
            var shop = caller.Shop;
            var reading = work.Batch();
            // One at a time; and nothing is approved meanwhile with an origin that is about to change.
            reading.Rows<long>(LockSql, new { shop = shop.Id });
            var state = reading.ShopState(shop.Id);
            var settings = reading.PayoutSettings(shop.Id, desk.Origin);
            var numbers = command.Paid.Select(row => row.BillNo).ToArray();
            var known = reading.Rows<KnownBill>(KnownSql, new { shop = shop.Id, numbers });
            await reading.Run(work.Cancel);
            var bills = known.List.ToDictionary(bill => bill.BillNo);
            var now = state.First!.Now(shop, desk.Time);
            var when = new Occasion(shop.Id, now, now);
            for (var i = 0; i < command.Paid.Length; i++)
                if (command.Paid[i].PaidAt > now)
                    throw Refused.Invalid("PAID_IN_FUTURE", "The shop's clock is not there yet.", $"#/paid/{i}/paidAt");

            var recovered = 0;
            var ends = new List<BillEnd>();
            for (var i = 0; i < command.Paid.Length; i++)
            {
                var row = command.Paid[i];
                if (!bills.TryGetValue(row.BillNo, out var bill))
                {
                    ends.Add(new BillEnd(await Recover(work, command, i, when, settings.First!), "paid", null, null));
                    recovered++;
                }
                else if (Check(row, bill, i)) ends.Add(new BillEnd(bill.BillKey, "paid", null, null));
            }

            var writing = work.Batch();
            writing.End(when, shop.Currency, ends, "reconciliation");
            var waiting = await Resume(work, writing, command.Channel, settings.First!, now);
            var result = new Result(
                command.Paid.Length - ends.Count, ends.Count - recovered, recovered, waiting);
            var ending = work.Batch();
            ending.Log(shop.Id, caller, new Change(
                "payoutReconciliation", command.Channel, null, result, command.Document));
            await ending.Commit(work.Cancel);
            return result;
        }

        /// <summary>Lets payouts go on where no channel is left to be asked; else tells which ones are.</summary>
        private async Task<IReadOnlyList<string>> Resume(
            Work work, Batch writing, string channel, SettingsRow settings, DateTimeOffset now)
        {
            var args = new { shop = work.ShopId, channel, word = desk.Origin.Word, now };
            writing.BeginPayouts(work.ShopId, desk.Origin, now);
            writing.Do(AgreeSql, args);
            var waiting = writing.Rows<string>(WaitingSql, args);
            writing.Do(AskFirstSql, new { shop = work.ShopId, world = Instant.Micro(desk.Time.GetUtcNow()) });
            await writing.Run(work.Cancel);
            if (!settings.Restored) return [];
            if (waiting.List.Count > 0) return waiting.List;
            var resuming = work.Batch();
            resuming.Do(ResumeSql, args);
            await resuming.Run(work.Cancel);
            return [];
        }

        /// <summary>Whether a bill that is known has to be ended; refuses one that contradicts the channel.</summary>
        private static bool Check(Row row, KnownBill bill, int i)
        {
            if (row.Net.Amount != bill.Net)
                throw Refused.Invalid("AMOUNT_DIFFERS", $"The bill comes to {bill.Net}.", $"#/paid/{i}/net");
            if (row.Tax.Amount != bill.Tax)
                throw Refused.Invalid("TAX_DIFFERS", $"The tax withheld from it is {bill.Tax}.", $"#/paid/{i}/tax");
            if (row.CustomerId != bill.CustomerId)
                throw Refused.Invalid("CUSTOMER_DIFFERS", "The bill is another person's.", $"#/paid/{i}/customerId");
            if (bill.State is "failed" or "expired" or "cancelled")
                throw Refused.Conflict("BILL_CLOSED", $"The bill is {bill.State} here.", $"#/paid/{i}");
            // The channel did pay what came back later.
            return bill.State is not ("paid" or "returned");
        }

        private async Task<long> Recover(Work work, Command command, int i, Occasion when, SettingsRow settings)
        {
            var (shop, row) = (caller.Shop, command.Paid[i]);
            var making = work.Batch();
            var made = making.Rows<long>(RecoverSql, new
            {
                shop = shop.Id,
                command.Channel,
                row.CustomerId,
                by = caller.RequirePerson().OperatorId,
                command.Document,
                gross = row.Net.Amount + row.Tax.Amount,
                now = when.RecordedAt,
            });
            await making.Run(work.Cancel);
            if (made.List.Count == 0)
                throw Refused.Invalid(
                    "PAYEE_MISSING", "Enter the payee and an account first.", $"#/paid/{i}/customerId");
            var booking = work.Batch();
            var part = new BillPart(row.Net.Amount + row.Tax.Amount, row.Tax.Amount, row.Net.Amount);
            booking.Recover(
                when, shop.Currency, command.Channel,
                TaxMonth.Of(row.PaidAt ?? when.RecordedAt, shop.TimeZone), settings.TaxMode, made.First, row.BillNo,
                part);
            booking.MatchStatements(shop.Id, made.First);
            var bill = booking.Rows<KnownBill>(KnownSql, new { shop = shop.Id, numbers = new[] { row.BillNo } });
            await booking.Run(work.Cancel);
            return bill.First!.BillKey;
        }
    }

    private sealed record KnownBill(long BillKey, string BillNo, string CustomerId, long Net, long Tax, string State);

    private const string LockSql = "select shop_id from payout_settings where shop_id = @shop for no key update";

    private const string KnownSql = """
        select b.bill_key, b.bill_no, c.customer_id, b.net, b.tax, b.state
        from payout_bills b join customers c on c.shop_id = @shop and c.customer_key = b.customer_key
        where b.shop_id = @shop and b.bill_no = any(@numbers)
        """;

    private const string AgreeSql = """
        insert into payout_channel_origins as o (shop_id, channel, origin)
        values (@shop, @channel, payout_origin(@word))
        on conflict (shop_id, channel) do update set origin = excluded.origin
        """;

    private const string WaitingSql = """
        select c.channel
        from (
            select 'manual' as channel
            union all
            select 'wechat' from wechat_channels where shop_id = @shop) as c
        left join payout_channel_origins o on o.shop_id = @shop and o.channel = c.channel
        where o.origin is distinct from payout_origin(@word)
        order by c.channel
        """;

    private const string ResumeSql = """
        update payout_settings set origin = payout_origin(@word), updated_at = @now where shop_id = @shop
        """;

    // Whatever the restored database believes of a call, it is a question that comes next.
    private const string AskFirstSql = """
        update payout_bills set attempts = greatest(attempts, 1), first_call_at = coalesce(first_call_at, @world),
            next_call_at = @world
        where shop_id = @shop and closed_at is null and channel = 'wechat'
        """;

    // What two persons had approved is lost with the batch; one of its own says who brought it back, and from what.
    private const string RecoverSql = """
        with payee as (
            select c.customer_key, pc.payee_key, (
                select max(a.account_key) from payee_accounts a
                where a.shop_id = @shop and a.payee_key = pc.payee_key and a.channel = @channel) as account_key
            from customers c
            join payee_customers pc on pc.shop_id = @shop and pc.customer_key = c.customer_key
            where c.shop_id = @shop and c.customer_id = @customerId),
        batch as (
            insert into payout_batches (shop_id, channel, status, skipped, created_by, created_at, decided_by,
                decided_at, reason)
            select @shop, @channel, 'approved', '[]'::jsonb, 'reconciliation', @now, @by, @now, @document
            from payee where account_key is not null
            returning batch_key)
        insert into payouts (shop_id, batch_key, customer_key, payee_key, account_key, status, proposed)
        select @shop, batch.batch_key, payee.customer_key, payee.payee_key, payee.account_key, 'approved', @gross
        from batch, payee
        returning payout_key
        """;
}
