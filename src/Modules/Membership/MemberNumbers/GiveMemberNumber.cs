using SocialCommerce.Membership.Joining;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.MemberNumbers;

/// <summary>Gives a customer a member number on demand: as a step of the ceremony, or in a shop without one.</summary>
internal static class GiveMemberNumber
{
    /// <summary>Why.</summary>
    /// <param name="Reason">Why, for the audit log.</param>
    public sealed record Body(string? Reason = null);

    /// <summary>The customer.</summary>
    public sealed record Command(string CustomerId, Body Body) : IRequest<CreatedOrExisting<MemberNumber>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/members/{customerId}/number", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe(
                "giveMemberNumber", "Joining", "Give a customer a member number",
                "Gives a customer the next member number of the shop: the prefix of the tier in force and a serial "
                    + "number that no other customer has had or will have. A customer has one serial number; called "
                    + "again, it returns the number, and adds the form with another prefix where the tier or its "
                    + "prefix has changed. A membership that begins gets its number without this call. Serial "
                    + "numbers follow each other without holes.")
            .Example("""{"reason": "Given in the welcome talk"}""")
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends(Roles.Operator, Roles.Support)
            .Problems(
                CustomerProblems.CustomerNotFound, NumberProblems.MemberNumbersUnset,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.CustomerId).Must(id => !Guest.Is(id)).WithErrorCode("CUSTOMER_IS_GUEST")
                .WithMessage("A guest has no member number; claim the guest first.");
            RuleFor(c => c.Body.Reason).Words().When(c => c.Body.Reason is not null);
        }
    }

    internal sealed class Handler(Db db, Caller caller, MemberCatalogues catalogues, TimeProvider time)
        : IRequestHandler<Command, CreatedOrExisting<MemberNumber>>
    {
        public Task<CreatedOrExisting<MemberNumber>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Give(transaction, command), cancel);

        private async Task<CreatedOrExisting<MemberNumber>> Give(ShopTransaction transaction, Command command)
        {
            var (shop, customerId) = (transaction.ShopId, command.CustomerId);
            var reads = transaction.Batch();
            var customer = reads.FindBuyer(shop, customerId);
            reads.LockBuyer(shop);
            var state = reads.ShopState(shop);
            var settings = reads.InForce(PutJoiningSettings.Setting, shop);
            var before = reads.Membership.Numbers(shop, customerId);
            var member = reads.Membership.Member(shop);
            await reads.Run(transaction.Cancel);
            if (customer.First == 0) throw CustomerProblems.CustomerNotFound.For(customerId);
            var rule = settings.Content.Numbers
                ?? throw NumberProblems.MemberNumbersUnset.Because("The joining settings have no `numbers`.");

            var now = state.First!.Now(caller.Shop, time);
            var catalogue = await catalogues.Get(transaction, state.First!.SettingsVersion);
            var tier = member.First is { } row ? MemberRules.TierAt(row, catalogue, now)?.Tier.TierId : null;
            var batch = transaction.Batch();
            if (before.List.Count == 0)
                batch.Log(shop, caller, new AuditEntry("memberNumber", customerId, null, null, command.Body.Reason));
            batch.Membership.GiveNumber(shop, customer.First, tier, rule, now);
            var after = batch.Membership.Numbers(shop, customerId);
            await batch.Commit(transaction.Cancel);
            return new CreatedOrExisting<MemberNumber>(NumberRow.Of(after.List)!, before.List.Count == 0);
        }
    }
}
