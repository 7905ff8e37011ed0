using SocialCommerce.Commissions.Partners;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Tiers;

namespace SocialCommerce.Flows.Partners;

/// <summary>
/// Approves a customer as a partner, permanently. If that was the last missing condition of a tier, the customer is
/// promoted to it at once.
/// </summary>
internal static class ApprovePartner
{
    /// <summary>Who approves.</summary>
    /// <param name="ApprovedBy" example="li.na"/>
    public sealed record Body(string ApprovedBy);

    /// <summary>The person to approve; approving again changes nothing.</summary>
    public sealed record Command(string CustomerId, Body Body) : IRequest<CreatedOrExisting<Approval>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/partners/{customerId}/approvals", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe(
                "approvePartner", "Commissions", "Approve a partner",
                "Approves a customer as a partner without an application. Approval is permanent. If it was the last "
                    + "missing condition of a tier, the customer is promoted to it at once. Approving again changes "
                    + "nothing and returns the first approval. An unknown customer returns 404.")
            .Example("""{"approvedBy": "li.na"}""")
            .Scope(Scopes.CommissionsWrite).ForBackends(Roles.Operator, Roles.Approver)
            .Problems(CustomerProblems.CustomerNotFound, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.ApprovedBy).Line("NAME_INVALID", "A name");
    }

    internal sealed class Handler(FlowContext context, ShopSettings settings, Caller caller, PostCommitTierCheck upkeep)
        : IRequestHandler<Command, CreatedOrExisting<Approval>>
    {
        public async Task<CreatedOrExisting<Approval>> Handle(Command command, CancellationToken cancel)
        {
            var (answer, made) = await context.Db.Write(
                context.Shop.Id, transaction => Approve(transaction, command), cancel);
            await upkeep.Above(context.Shop, made.Settings, made.Promotions, cancel);
            return answer;
        }

        private async Task<(CreatedOrExisting<Approval>, PartnerApproval)> Approve(
            ShopTransaction transaction, Command command)
        {
            var reads = transaction.Batch();
            var found = reads.FindCustomer(transaction.ShopId, command.CustomerId);
            var state = reads.ShopState(transaction.ShopId);
            await reads.Run(transaction.Cancel);
            var key = found.OrNotFound(command.CustomerId).Key;
            var now = state.First!.Now(context.Shop, context.Time);

            var made = await PartnerApproval.Give(transaction, settings, key, command.Body.ApprovedBy, now);
            var writes = transaction.Batch();
            made.Write(writes, new PostingContext(transaction.ShopId, now, now), context.Shop.Currency);
            if (made.Made)
                writes.Log(
                    transaction.ShopId, caller, new AuditEntry("approval", command.CustomerId, null, command.Body));
            var approval = writes.Commissions.Approval(transaction.ShopId, key);
            await writes.Commit(transaction.Cancel);
            return (new CreatedOrExisting<Approval>(approval.First!, made.Made), made);
        }
    }
}
