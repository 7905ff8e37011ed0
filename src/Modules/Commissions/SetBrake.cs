using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Customers;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Commissions;

/// <summary>
/// A named person pauses a rule, a person or a campaign at once: what orders accrue from then on is held, not lost,
/// until somebody releases the brake.
/// </summary>
public static class SetBrake
{
    /// <summary>What to pause.</summary>
    /// <param name="BrakeId">The shop's own id.</param>
    /// <param name="Scope">`rule`, `person`, `touchpoint`, `inviteCode` or `productClass`.</param>
    /// <param name="Target">Id of what is paused.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Command(string BrakeId, string Scope, string Target, string Reason)
        : IRequest<Made<ShownBrake>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/brakes", (Command command, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(command, cancel))
            .Describe("setBrake", "Commissions", "Pause a rule, a person or a campaign")
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Operator, Roles.Support, Roles.Finance).Refuses(409, 422);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.BrakeId).MerchantId();
            RuleFor(c => c.Scope).OneOf(Brake.Scopes);
            RuleFor(c => c.Target).MerchantId();
            RuleFor(c => c.Reason).Words();
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, Made<ShownBrake>>
    {
        public Task<Made<ShownBrake>> Handle(Command command, CancellationToken cancel)
        {
            var person = caller.RequirePerson();
            return db.Write(caller.Shop.Id, work => Set(work, command, person), cancel);
        }

        private async Task<Made<ShownBrake>> Set(Work work, Command command, Person person)
        {
            var reading = work.Batch();
            var state = reading.ShopState(work.ShopId);
            var customer = reading.Find(work.ShopId, command.Target);
            var rules = reading.Rows<long>(RulesSql, new { shop = work.ShopId, command.Target });
            var found = reading.Rows<BrakeRow>(BrakeRow.FindSql, new { shop = work.ShopId, command.BrakeId });
            await reading.Run(work.Cancel);
            if (found.First is { } kept) return new Made<ShownBrake>(Same(kept, command), false);
            if (command.Scope == Brake.Person && customer.First is null)
                throw Refused.Invalid("CUSTOMER_UNKNOWN", $"There is no customer '{command.Target}'.", "#/target");
            if (command.Scope == Brake.Rule && rules.First == 0)
                throw Refused.Invalid("RULE_UNKNOWN", $"No plan has a rule '{command.Target}'.", "#/target");

            var made = new ShownBrake(
                command.BrakeId, command.Scope, command.Target, command.Reason, person.OperatorId,
                state.First!.Now(caller.Shop, time), null);
            var writing = work.Batch();
            writing.Do(InsertSql, new
            {
                shop = work.ShopId,
                made.BrakeId,
                made.Scope,
                made.Target,
                made.Reason,
                made.SetBy,
                made.SetAt,
            });
            writing.RaiseSettingsVersion(work.ShopId);
            writing.Log(work.ShopId, caller, new Change("brake", made.BrakeId, null, made, made.Reason));
            await writing.Commit(work.Cancel);
            return new Made<ShownBrake>(made, true);
        }

        private ShownBrake Same(BrakeRow kept, Command command)
        {
            if (new Command(kept.BrakeId, kept.Scope, kept.Target, kept.Reason) != command)
                throw Refused.Conflict("BRAKE_ID_REUSED", "Another brake has this id.", "#/brakeId");
            return kept.ToBrake(caller.Shop);
        }
    }

    private const string RulesSql = """
        select count(*) from plans
        where shop_id = @shop and content -> 'rules' @> jsonb_build_array(jsonb_build_object('ruleId', @target::text))
        """;

    private const string InsertSql = """
        insert into brakes (shop_id, brake_id, scope, target, reason, set_by, recorded_at)
        values (@shop, @brakeId, @scope, @target, @reason, @setBy, @setAt)
        """;
}
