using FluentValidation;
using MediatR;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Customers;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// An operator approves a person as a partner, once and for all. Where that was the last condition of a tier, the
/// person is promoted to it at once.
/// </summary>
public static class ApprovePartner
{
    /// <summary>Who approves.</summary>
    public sealed record Body(string ApprovedBy);

    /// <summary>Whom to approve; approving again changes nothing.</summary>
    public sealed record Command(string CustomerId, Body Body) : IRequest<Made<Approval>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/partners/{customerId}/approvals", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe("approvePartner", "Commissions", "Approve a person as a partner")
            .Scope(Scopes.CommissionsWrite).ForBackends(Roles.Operator, Roles.Approver)
            .Refuses(404, 422);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.ApprovedBy).Line("NAME_INVALID", "A name");
    }

    internal sealed class Handler(Desk desk, Settings settings, Caller caller, TierUpkeep upkeep)
        : IRequestHandler<Command, Made<Approval>>
    {
        public async Task<Made<Approval>> Handle(Command command, CancellationToken cancel)
        {
            var (answer, made) = await desk.Db.Write(desk.Shop.Id, work => Approve(work, command), cancel);
            await upkeep.Above(desk.Shop, made.Settings, made.Promotions, cancel);
            return answer;
        }

        private async Task<(Made<Approval>, PartnerApproval)> Approve(Work work, Command command)
        {
            var reading = work.Batch();
            var found = reading.Find(work.ShopId, command.CustomerId);
            var state = reading.ShopState(work.ShopId);
            await reading.Run(work.Cancel);
            var key = found.OrNotFound(command.CustomerId).Key;
            var now = state.First!.Now(desk.Shop, desk.Time);

            var made = await PartnerApproval.Give(work, settings, key, command.Body.ApprovedBy, now);
            var writing = work.Batch();
            made.Write(writing, new Occasion(work.ShopId, now, now), desk.Shop.Currency);
            if (made.Made)
                writing.Log(work.ShopId, caller, new Change("approval", command.CustomerId, null, command.Body));
            var approval = writing.Approval(work.ShopId, key);
            await writing.Commit(work.Cancel);
            return (new Made<Approval>(approval.First!, made.Made), made);
        }
    }
}
