using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Customers;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>
/// A member who let a transfer expire asks for it again: a new bill with a new number, taxed in the month in which it
/// is asked for. What two persons approved stays approved; if less may be paid now, it waits for a new batch.
/// </summary>
public static class AskForPayoutAgain
{
    /// <summary>Which expired bill.</summary>
    public sealed record Body(string BillNo);

    /// <summary>Whose bill; asking twice makes one new bill.</summary>
    public sealed record Command(string CustomerId, Body Body) : IRequest<Made<PayoutBill>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/customers/{customerId}/payout-renewals", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe("askForPayoutAgain", "Payouts", "Ask again for a payout that expired")
            .Scope(Scopes.PayoutsWrite).ForBackends(Roles.Support, Roles.Finance).Refuses(404, 409, 422);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.BillNo).MerchantId();
    }

    internal sealed class Handler(Db db, Caller caller, PayoutDesk desk) : IRequestHandler<Command, Made<PayoutBill>>
    {
        public Task<Made<PayoutBill>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, work => Ask(work, command), cancel);

        private async Task<Made<PayoutBill>> Ask(Work work, Command command)
        {
            var shop = caller.Shop;
            var reading = work.Batch();
            var state = reading.ShopState(shop.Id);
            var settings = reading.PayoutSettings(shop.Id, desk.Origin);
            var person = reading.Find(shop.Id, command.CustomerId);
            var args = new { shop = shop.Id, command.CustomerId, command.Body.BillNo };
            reading.Rows<long>(LockSql, args);
            var found = reading.Rows<PayoutRow>(PayoutSql, args);
            var bills = reading.Rows<BillRow>(BillsSql, args);
            await reading.Run(work.Cancel);
            var customer = person.OrNotFound(command.CustomerId);
            var old = bills.List.FirstOrDefault(bill => bill.BillNo == command.Body.BillNo)
                ?? throw Refused.NotFound("bill", command.Body.BillNo);
            if (bills.List.FirstOrDefault(bill => bill.Replaces == old.BillNo) is { } made)
                return new Made<PayoutBill>(PayoutBill.Of(shop, made), false);
            if (old is not { State: "expired", Channel: Channel.Wechat })
                throw Refused.Conflict("BILL_NOT_EXPIRED", $"The bill is {old.State}.", "#/billNo");
            settings.First!.RequireRunning();
            var now = state.First!.Now(shop, desk.Time);
            var plan = new PayoutPlan(Channel.Wechat, settings.First, TaxMonth.Of(now, shop.TimeZone), now);
            await Book(work, plan, found.First! with { Proposed = old.Gross }, old, customer);

            var ending = work.Batch();
            var after = ending.Rows<BillRow>(BillsSql, args);
            ending.Log(shop.Id, caller, new Change(
                "payoutRenewal", old.BillNo, new { old.State }, new { command.CustomerId, old.Gross, old.Net }));
            await ending.Commit(work.Cancel);
            var renewed = after.List.First(bill => bill.Replaces == old.BillNo);
            return new Made<PayoutBill>(PayoutBill.Of(shop, renewed), true);
        }

        private async Task Book(Work work, PayoutPlan plan, PayoutRow payout, BillRow old, Customer customer)
        {
            var shop = caller.Shop;
            var reading = work.Batch();
            reading.LockPeople([customer.Key]);
            var candidates = reading.Candidates(
                shop, new PayableFilter(Channel.Wechat, null, [customer.Key]), plan.Settings,
                desk, plan.Now);
            var positions = reading.Positions(shop, [payout.PayeeKey], plan);
            var invoices = reading.Invoices(shop.Id, plan.Settings, [payout.PayeeKey]);
            await reading.Run(work.Cancel);
            var planned = plan.Of(
                [payout], candidates().ToDictionary(one => one.CustomerKey), positions(), invoices()).Single();
            if (planned.Obstacle is { } obstacle)
                throw Refused.Conflict("NOT_PAYABLE", $"It cannot be paid now: {obstacle}.", "#/billNo");
            if (planned.Gross != old.Gross || planned.Bills.Count != 1)
                throw Refused.Conflict(
                    "AMOUNT_CHANGED", "Another amount is due by now; it is paid with a new batch.", "#/billNo");
            var writing = work.Batch();
            writing.Submit(
                new Occasion(shop.Id, plan.Now, plan.Now), shop.Currency, Channel.Wechat, plan, [planned], desk.Time,
                old.BillKey);
            writing.Match(shop.Id, [planned]);
            await writing.Run(work.Cancel);
        }
    }

    private const string LockSql = """
        select p.payee_key from payees p
        where p.shop_id = @shop and p.payee_key = (
            select b.payee_key
            from payout_bills b join customers c on c.shop_id = @shop and c.customer_key = b.customer_key
            where b.shop_id = @shop and b.bill_no = @billNo and c.customer_id = @customerId)
        for no key update
        """;

    private const string PayoutSql = """
        select o.payout_key, o.customer_key, c.customer_id, o.payee_key, o.account_key, o.status, o.proposed, o.reason,
            a.masked
        from payout_bills b
        join payouts o on o.shop_id = @shop and o.payout_key = b.payout_key
        join customers c on c.shop_id = @shop and c.customer_key = o.customer_key
        join payee_accounts a on a.shop_id = @shop and a.account_key = o.account_key
        where b.shop_id = @shop and b.bill_no = @billNo and c.customer_id = @customerId
        """;

    private const string BillsSql = $"""
        select {BatchReading.BillColumns}
        from payout_bills b
        join customers c on c.shop_id = @shop and c.customer_key = b.customer_key and c.customer_id = @customerId
        where b.shop_id = @shop and b.payout_key = (
            select payout_key from payout_bills where shop_id = @shop and bill_no = @billNo)
        """;
}
