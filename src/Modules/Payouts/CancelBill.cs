using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>
/// Takes a WeChat transfer back that its payee has not confirmed. What was never sent is cancelled at once; of anything
/// else WeChat says whether that was in time, and only then the money stands in the statements again, for the next
/// batch.
/// </summary>
public static class CancelBill
{
    /// <summary>Why it is taken back.</summary>
    public sealed record Body(string Reason);

    /// <summary>A bill to take back; asking for it again changes nothing.</summary>
    public sealed record Command(string BillNo, Body Body) : IRequest<PayoutBill>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payout-bills/{billNo}/cancellations", (
                string billNo, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(billNo, body), cancel))
            .Describe("cancelPayoutBill", "Payouts", "Take back a transfer that nobody has confirmed")
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Finance, Roles.Approver).Refuses(404, 409, 422);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Line("REASON_INVALID", "A reason");
    }

    internal sealed class Handler(Db db, Caller caller, PayoutDesk desk) : IRequestHandler<Command, PayoutBill>
    {
        public Task<PayoutBill> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, work => TakeBack(work, command), cancel);

        private async Task<PayoutBill> TakeBack(Work work, Command command)
        {
            var shop = caller.Shop;
            var args = new { shop = shop.Id, command.BillNo };
            var reading = work.Batch();
            var state = reading.ShopState(shop.Id);
            var settings = reading.PayoutSettings(shop.Id, desk.Origin);
            var locked = reading.Rows<Standing>(LockSql, args);
            await reading.Run(work.Cancel);
            var bill = locked.First ?? throw Refused.NotFound("bill", command.BillNo);
            if (bill.Channel != Channel.Wechat)
                throw Refused.Conflict("CHANNEL_TAKES_NOTHING_BACK", "A result file says what became of this bill.");
            if (bill.State is "paid" or "failed" or "expired")
                throw Refused.Conflict("BILL_CLOSED", $"The bill is {bill.State}, and that is final.");
            // A restored database may have forgotten that it sent the bill.
            settings.First!.RequireReconciled();

            var writing = work.Batch();
            if (bill is { State: not "cancelled", Asked: false })
                Ask(writing, command, bill, state.First!.Now(shop, desk.Time));
            var after = writing.Rows<BillRow>(BillSql, args);
            await writing.Commit(work.Cancel);
            return PayoutBill.Of(shop, after.First!);
        }

        private void Ask(Batch batch, Command command, Standing bill, DateTimeOffset now)
        {
            var shop = caller.Shop;
            batch.Do(AskSql, new
            {
                shop = shop.Id,
                bill.BillKey,
                command.Body.Reason,
                world = Instant.Micro(desk.Time.GetUtcNow()),
                now,
            });
            if (bill is { State: "submitting", Attempts: 0 })
                batch.End(
                    new Occasion(shop.Id, now, now), shop.Currency,
                    [new BillEnd(bill.BillKey, "cancelled", command.Body.Reason, null)], "cancellation");
            batch.Log(shop.Id, caller, new Change(
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
        select {BatchReading.BillColumns} from payout_bills b where b.shop_id = @shop and b.bill_no = @billNo
        """;
}
