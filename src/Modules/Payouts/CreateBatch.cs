using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>
/// Gathers what stands in statements into a batch, for everybody or for those named. Nothing is booked: that needs a
/// second person. Whoever may not be paid is told with the reason.
/// </summary>
public static class CreateBatch
{
    private const int MaxCustomers = 10_000;

    /// <summary>What is to be paid.</summary>
    /// <param name="Channel"><c>manual</c> or <c>wechat</c>.</param>
    /// <param name="PeriodEnd">Only statements of periods that end by then; absent: all.</param>
    /// <param name="CustomerIds">Only these people; absent: everybody.</param>
    public sealed record Command(string Channel, DateTimeOffset? PeriodEnd = null, string[]? CustomerIds = null)
        : IRequest<string>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payout-batches", async (Command command, IMediator mediator, CancellationToken cancel) =>
                Results.Text(await mediator.Send(command, cancel), "application/json",
                    statusCode: StatusCodes.Status201Created))
            .Describe("createPayoutBatch", "Payouts", "Gather what is to be paid")
            .Scope(Scopes.PayoutsWrite).Repeatable().Expensive().ForPersons(Roles.Finance)
            .Produces<PayoutBatch>(StatusCodes.Status201Created)
            .Refuses(409, 422);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Channel).OneOf([.. Payouts.Channel.Known]);
            RuleFor(c => c.CustomerIds)
                .Must(ids => ids is null
                    || (ids.Length is > 0 and <= MaxCustomers && ids.Distinct().Count() == ids.Length))
                .WithErrorCode("CUSTOMERS_INVALID").WithMessage($"Name 1 to {MaxCustomers} people, each once.");
            RuleForEach(c => c.CustomerIds).MerchantId();
        }
    }

    internal sealed class Handler(Db db, Caller caller, Idempotency idempotency, PayoutDesk desk)
        : IRequestHandler<Command, string>
    {
        public Task<string> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, work => Create(work, command), cancel);

        private async Task<string> Create(Work work, Command command)
        {
            var shop = caller.Shop;
            var reading = work.Batch();
            var claim = idempotency.Claim(reading, shop.Id);
            var state = reading.ShopState(shop.Id);
            var settings = reading.PayoutSettings(shop.Id, desk.Origin);
            var wechat = reading.WechatChannel(shop.Id);
            var named = reading.Rows<NamedRow>(NamedSql, new { shop = shop.Id, ids = command.CustomerIds ?? [] });
            await reading.Run(work.Cancel);
            idempotency.ThrowIfKept(claim);
            settings.First!.RequireRunning();
            var now = state.First!.Now(shop, desk.Time);
            settings.First.RequireTaxMode(desk.Guard.Of(shop, now));
            if (command.Channel == Channel.Wechat && wechat.First is null)
                throw Refused.Conflict("CHANNEL_NOT_SET_UP", "WeChat transfers are not set up.", "#/channel");
            Check(command, named.List);

            var gathering = work.Batch();
            long[]? keys = command.CustomerIds is null ? null : [.. named.List.Select(row => row.Key)];
            var filter = new PayableFilter(command.Channel, command.PeriodEnd, keys);
            var candidates = gathering.Candidates(shop, filter, settings.First, desk, now);
            await gathering.Run(work.Cancel);
            var found = candidates();
            var judge = new Judge(
                settings.First.Minimum(command.Channel), now, await Invoices(work, settings.First, found));
            var (payable, skipped) = Sort(command, found, judge);
            if (payable.Count == 0 && command.CustomerIds is null)
                throw Refused.Conflict("NOTHING_TO_PAY", "Nobody has anything that may be paid out.");

            var writing = work.Batch();
            writing.BeginPayouts(shop.Id, desk.Origin, now);
            var made = writing.Rows<long>(InsertSql, new
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
            await writing.Run(work.Cancel);

            var read = await BatchReading.Batch(work, shop, made.First, desk);
            var answer = Json.Write(PayoutBatch.Of(shop, read!));
            var ending = work.Batch();
            idempotency.Keep(ending, shop.Id, StatusCodes.Status201Created, answer);
            ending.Log(shop.Id, caller, new Change(
                "payoutBatch", PublicId.Of(PayoutBatch.Prefix, made.First), null, new
                {
                    Status = "created",
                    command.Channel,
                    command.PeriodEnd,
                    Payouts = payable.Count,
                    Skipped = skipped.Count,
                    Due = shop.Money(payable.Sum(one => one.Due)),
                }));
            await ending.Commit(work.Cancel);
            return answer;
        }

        /// <summary>What businesses may be paid against; null where the shop asks for no invoices.</summary>
        private static async Task<InvoiceCover?> Invoices(Work work, SettingsRow settings, List<Candidate> candidates)
        {
            if (!settings.InvoiceRequired) return null;
            var businesses = candidates.Where(one => one.Kind == "business").Select(one => one.PayeeKey!.Value);
            var reading = work.Batch();
            var invoices = reading.Invoices(work.ShopId, settings, businesses);
            await reading.Run(work.Cancel);
            return invoices();
        }

        private static void Check(Command command, List<NamedRow> named)
        {
            var known = named.Select(row => row.CustomerId).ToHashSet();
            for (var i = 0; i < command.CustomerIds?.Length; i++)
                if (!known.Contains(command.CustomerIds[i]))
                    throw Refused.Invalid(
                        "CUSTOMER_UNKNOWN", $"There is no customer '{command.CustomerIds[i]}'.", $"#/customerIds/{i}");
        }

        private static (List<Candidate> Payable, List<SkippedCustomer> Skipped) Sort(
            Command command, List<Candidate> candidates, Judge judge)
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

    /// <summary>By what candidates are judged; invoices are taken by those who may be paid.</summary>
    private sealed record Judge(long Least, DateTimeOffset Now, InvoiceCover? Invoices)
    {
        public string? Obstacle(Candidate one) => one.Obstacle(Least, Now, one.Due)
            ?? (one.Kind == "business" ? Invoices?.Take(one.PayeeKey!.Value, one.Gross(one.Due)).Obstacle : null);
    }

    private sealed record NamedRow(long Key, string CustomerId);

    private const string NamedSql = """
        select customer_key as key, customer_id from customers where shop_id = @shop and customer_id = any(@ids)
        """;

    // A batch in which nobody can be paid is made all the same where people were named: it says why.
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

/// <summary>What payout slices work with beside the database and the caller.</summary>
public sealed class PayoutDesk(TimeProvider time, Origin origin, Vault vault, PayoutGuard guard)
{
    /// <summary>The machine's clock; a shop's own time comes from its state.</summary>
    public TimeProvider Time => time;

    /// <summary>What the operator says of the database's origin.</summary>
    public Origin Origin => origin;

    /// <summary>What the law wants before anything is paid out.</summary>
    public PayoutGuard Guard => guard;

    /// <summary>Seals and opens secrets.</summary>
    public Vault Vault => vault;
}
