using SocialCommerce.Flows.Context;
using SocialCommerce.Membership.PrivilegeUses;

namespace SocialCommerce.Flows.Privileges;

/// <summary>Takes a use of a privilege back: the order was cancelled, or the report was wrong.</summary>
internal static class CancelPrivilegeUse
{
    /// <summary>Why it is taken back.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Body(string Reason);

    /// <summary>The use of a customer.</summary>
    public sealed record Command(string CustomerId, string UseId, Body Body) : IRequest<PrivilegeUse>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/members/{customerId}/privilege-uses/{useId}/cancellation", (
                string customerId, string useId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, useId, body), cancel))
            .Describe(
                "cancelPrivilegeUse", "Membership", "Cancel the use of a privilege",
                "Cancels a use because its order was cancelled or because it was reported by mistake: limits count "
                    + "it no longer, and it is no breach. Cancelling it again changes nothing.")
            .Example("""{"reason": "The order was cancelled before shipment"}""")
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends(Roles.Support, Roles.Operator)
            .Problems(
                CustomerProblems.CustomerNotFound, PrivilegeProblems.PrivilegeUseNotFound,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words();
    }

    internal sealed class Handler(FlowContext context, ShopSettings settings) : IRequestHandler<Command, PrivilegeUse>
    {
        public Task<PrivilegeUse> Handle(Command command, CancellationToken cancel) =>
            context.Db.Write(context.Shop.Id, transaction => Take(transaction, command), cancel);

        private async Task<PrivilegeUse> Take(ShopTransaction transaction, Command command)
        {
            var shop = context.Shop;
            var reads = transaction.Batch();
            var customer = reads.FindBuyer(shop.Id, command.CustomerId);
            reads.LockBuyer(shop.Id);
            var known = reads.Membership.PrivilegeUse(shop.Id, command.UseId);
            var shopState = reads.ShopState(shop.Id);
            await reads.Run(transaction.Cancel);
            if (customer.First == 0) throw CustomerProblems.CustomerNotFound.For(command.CustomerId);
            if (known.First is not { } use || use.CustomerKey != customer.First)
                throw PrivilegeProblems.PrivilegeUseNotFound.Because(
                    $"Customer '{command.CustomerId}' has no use '{command.UseId}'.");
            if (use.CancelledAt is not null) return use.For(shop);

            var state = shopState.First!;
            var now = state.Now(shop, context.Time);
            var catalogue = await settings.Members(transaction, state);
            var cancelling = transaction.Batch();
            cancelling.Membership.CancelUse(shop.Id, use.Key, now);
            var left = new JudgedUses(cancelling, shop, catalogue, use.CustomerKey);
            await cancelling.Run(transaction.Cancel);
            var judging = transaction.Batch();
            left.Keep(judging, now);
            judging.Log(shop.Id, context.Caller, new AuditEntry(
                "privilegeUse", use.UseId, null, new { CancelledAt = now }, command.Body.Reason));
            await judging.Commit(transaction.Cancel);
            return (use with { CancelledAt = now }).For(shop);
        }
    }
}
