using SocialCommerce.Flows.Context;
using SocialCommerce.Membership.PrivilegeUses;

namespace SocialCommerce.Flows.Privileges;

/// <summary>
/// Records that a customer was given a privilege (特权使用). What happened at the shop is kept; where the customer was not
/// entitled to it, it is a breach (特权被破坏).
/// </summary>
internal static class RecordPrivilegeUse
{
    /// <summary>The customer and the report.</summary>
    public sealed record Command(string CustomerId, PrivilegeUseContent Body)
        : IRequest<CreatedOrExisting<PrivilegeUse>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/members/{customerId}/privilege-uses", (
                string customerId, PrivilegeUseContent body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe(
                "recordPrivilegeUse", "Membership", "Record the use of a privilege",
                "Records that a customer was given a privilege of a tier. The tier, the limits and the day count at "
                    + "`usedAt`. What the storefront has given is recorded in any case: `breach` states what the "
                    + "customer was not entitled to, such as a member's price without a tier. It follows the "
                    + "customer's orders: where an order that gives the tier is reported later, the use is no breach "
                    + "any more. The same report again returns the use as it is; other content under its id is "
                    + "refused with 409.")
            .Example("""
                {"useId": "use-20260131-7", "code": "member-price", "usedAt": "2026-01-31T09:30:00Z",
                 "orderId": "o-20260131-7", "saved": {"amount": 1940, "currency": "CNY"}}
                """)
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends()
            .Problems(
                PrivilegeProblems.PrivilegeUseConflict, ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const int MaxAtOnce = 1_000;

        public Validator()
        {
            RuleFor(c => c.CustomerId).MerchantId();
            RuleFor(c => c.Body.UseId).MerchantId();
            RuleFor(c => c.Body.Code).MerchantId();
            RuleFor(c => c.Body.Quantity).Between(1, MaxAtOnce);
            RuleFor(c => c.Body.OrderId!).MerchantId().When(c => c.Body.OrderId is not null);
            RuleFor(c => c.Body.Saved).InShopCurrency();
            RuleFor(c => c.Body.Saved!.Amount).AmountFrom(0).When(c => c.Body.Saved is not null);
        }
    }

    internal sealed class Handler(FlowContext context, ShopSettings settings)
        : IRequestHandler<Command, CreatedOrExisting<PrivilegeUse>>
    {
        public Task<CreatedOrExisting<PrivilegeUse>> Handle(Command command, CancellationToken cancel) =>
            context.Db.Write(context.Shop.Id, transaction => Record(transaction, command), cancel);

        private async Task<CreatedOrExisting<PrivilegeUse>> Record(ShopTransaction transaction, Command command)
        {
            var (shop, content) = (context.Shop, command.Body);
            var asking = transaction.Batch();
            var shopState = asking.ShopState(shop.Id);
            await asking.Run(transaction.Cancel);
            var state = shopState.First!;
            var heard = state.ResolveEventTime(shop, context.Time, content.UsedAt, "#/usedAt");
            var (customer, known) = await Lock(transaction, command, heard.RecordedAt);
            if (known is not null)
                return new CreatedOrExisting<PrivilegeUse>(Same(known, customer.CustomerId, content), false);

            var catalogue = await settings.Members(transaction, state);
            var recording = transaction.Batch();
            recording.Membership.Record(
                new PostingContext(shop.Id, content.UsedAt, heard.RecordedAt), customer.Key, content);
            var uses = new JudgedUses(recording, shop, catalogue, customer.Key);
            await recording.Run(transaction.Cancel);
            var judging = transaction.Batch();
            var judged = uses.Keep(judging, heard.RecordedAt).Find(one => one.UseId == content.UseId)!;
            if (judged.Breach is not null)
                judging.Announce(
                    new PostingContext(shop.Id, content.UsedAt, heard.RecordedAt), "privilege.breached",
                    new { judged.UseId, judged.CustomerId, judged.Code, judged.Breach });
            if (heard.MovesClock) judging.MoveClock(shop.Id, heard.RecordedAt);
            await judging.Commit(transaction.Cancel);
            return new CreatedOrExisting<PrivilegeUse>(judged.For(shop), true);
        }

        /// <summary>The customer, locked, or who a claimed guest is; and the use where it is known.</summary>
        private static async Task<(Customer Customer, PrivilegeUseRow? Known)> Lock(
            ShopTransaction transaction, Command command, DateTimeOffset now)
        {
            var customerId = command.CustomerId;
            while (true)
            {
                var reads = transaction.Batch();
                var customer = reads.UpsertAndLockCustomer(transaction.ShopId, customerId, now);
                var known = reads.Membership.PrivilegeUse(transaction.ShopId, command.Body.UseId);
                await reads.Run(transaction.Cancel);
                if (customer.First!.ClaimedBy is not { } claimer) return (customer.First, known.First);
                customerId = await transaction.CustomerIdOf(claimer);
            }
        }

        private PrivilegeUse Same(PrivilegeUseRow known, string customerId, PrivilegeUseContent content) =>
            known.Tells(customerId, content)
                ? known.For(context.Shop)
                : throw PrivilegeProblems.PrivilegeUseConflict.Because(
                    $"The use '{content.UseId}' is known with other content.", "#/useId");
    }
}
