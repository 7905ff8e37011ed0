using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>
/// Reports that the bank has sent back a payment that a result file had said was paid (退票). Nothing is booked until
/// another person approves it. WeChat transfers do not come back once they are paid.
/// </summary>
public static class ReportReturn
{
    /// <summary>What came back.</summary>
    /// <param name="Net">The bill's net: a bank returns all of it or nothing.</param>
    /// <param name="Reason">Why the bank sent it back.</param>
    /// <param name="Document">The paper that proves it, such as the bank's advice.</param>
    public sealed record Body(Money Net, string Reason, string Document);

    /// <summary>Of which bill; the same report again is the first one.</summary>
    public sealed record Command(string BillNo, Body Body) : IRequest<Made<PayoutReturn>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payout-bills/{billNo}/returns", (
                string billNo, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(billNo, body), cancel))
            .Describe("reportPayoutReturn", "Payouts", "Report that a paid bill came back")
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Finance).Refuses(404, 409, 422);

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

    internal sealed class Handler(Db db, Caller caller, PayoutDesk desk) : IRequestHandler<Command, Made<PayoutReturn>>
    {
        public Task<Made<PayoutReturn>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, work => Report(work, command), cancel);

        private async Task<Made<PayoutReturn>> Report(Work work, Command command)
        {
            var (shop, body) = (caller.Shop, command.Body);
            var reading = work.Batch();
            var state = reading.ShopState(shop.Id);
            var locked = reading.LockReturnedBill(shop.Id, command.BillNo);
            var reports = reading.ReturnsOf(shop.Id, command.BillNo);
            await reading.Run(work.Cancel);
            var bill = locked.First ?? throw Refused.NotFound("bill", command.BillNo);
            if (reports.List.FirstOrDefault(one => one.Approved != false) is { } standing)
                return new Made<PayoutReturn>(Same(standing, body), false);
            Check(bill, body);

            var writing = work.Batch();
            writing.Do(InsertSql, new
            {
                shop = shop.Id,
                bill.BillKey,
                body.Reason,
                body.Document,
                by = caller.RequirePerson().OperatorId,
                now = state.First!.Now(shop, desk.Time),
            });
            writing.Log(shop.Id, caller, new Change(
                "payoutReturn", command.BillNo, null, new { body.Net, body.Document }, body.Reason));
            var made = writing.ReturnsOf(shop.Id, command.BillNo);
            await writing.Commit(work.Cancel);
            return new Made<PayoutReturn>(made.First!.ToReturn(shop), true);
        }

        private PayoutReturn Same(ReturnRow standing, Body body)
        {
            if ((standing.Net, standing.Reason, standing.Document) != (body.Net.Amount, body.Reason, body.Document))
                throw Refused.Conflict("RETURN_REPORTED", $"{standing.ReportedBy} has reported it otherwise.");
            return standing.ToReturn(caller.Shop);
        }

        private static void Check(ReturnedBill bill, Body body)
        {
            if (bill.Channel != Channel.Manual)
                throw Refused.Conflict("CHANNEL_RETURNS_NOTHING", "A WeChat transfer that is paid does not come back.");
            if (bill.State != "paid")
                throw Refused.Conflict("BILL_NOT_PAID", $"The bill is {bill.State}; only what was paid comes back.");
            if (body.Net.Amount != bill.Net)
                throw Refused.Invalid("AMOUNT_DIFFERS", $"The bill comes to {bill.Net}.", "#/net/amount");
        }
    }

    private const string InsertSql = """
        insert into payout_returns (shop_id, bill_key, reason, document, reported_by, reported_at)
        values (@shop, @billKey, @reason, @document, @by, @now)
        """;
}
