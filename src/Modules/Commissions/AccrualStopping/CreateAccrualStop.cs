using SocialCommerce.Commissions.StopRules;

namespace SocialCommerce.Commissions.AccrualStopping;

/// <summary>
/// Stops a rule, a person or a campaign at once, by a named person: what orders accrue from then on is held, not lost,
/// until the stop is released.
/// </summary>
internal static class CreateAccrualStop
{
    /// <summary>What to pause.</summary>
    /// <param name="AccrualStopId">The shop's own id.</param>
    /// <param name="Scope">`rule`, `person`, `touchpoint`, `inviteCode` or `productClass`.</param>
    /// <param name="Target" example="c-1001">Id of what is paused.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Command(string AccrualStopId, string Scope, string Target, string Reason)
        : IRequest<CreatedOrExisting<ShownAccrualStop>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/accrual-stops", (Command command, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(command, cancel))
            .Describe(
                "createAccrualStop", "Commissions", "Create an accrual stop",
                "Stops a rule, a partner, a touchpoint, an invite code or a product class at once: commission that it "
                    + "accrues from now on is held, not lost, until the stop is released. Commission accrued earlier "
                    + "is not affected. Repeating the same stop under its id returns it unchanged; other content under "
                    + "that id is rejected, as is an unknown customer or rule.")
            .Example("""
                {"accrualStopId": "stop-7", "scope": "person", "target": "c-1001",
                 "reason": "Complaints are being looked into"}
                """)
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Operator, Roles.Support, Roles.Finance)
            .Problems(
                AccrualStopProblems.AccrualStopIdReused, CustomerProblems.CustomerUnknown,
                AccrualStopProblems.RuleUnknown, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.AccrualStopId).MerchantId();
            RuleFor(c => c.Scope).OneOf(AccrualStop.Scopes);
            RuleFor(c => c.Target).MerchantId();
            RuleFor(c => c.Reason).Words();
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, CreatedOrExisting<ShownAccrualStop>>
    {
        public Task<CreatedOrExisting<ShownAccrualStop>> Handle(Command command, CancellationToken cancel)
        {
            var person = caller.RequirePerson();
            return db.Write(caller.Shop.Id, transaction => Set(transaction, command, person), cancel);
        }

        private async Task<CreatedOrExisting<ShownAccrualStop>> Set(
            ShopTransaction transaction, Command command, Person person)
        {
            var reads = transaction.Batch();
            var state = reads.ShopState(transaction.ShopId);
            var customer = reads.FindCustomer(transaction.ShopId, command.Target);
            var rules = reads.Rows<long>(RulesSql, new { shop = transaction.ShopId, command.Target });
            var found = reads.Rows<AccrualStopRow>(
                AccrualStopRow.FindSql, new { shop = transaction.ShopId, command.AccrualStopId });
            await reads.Run(transaction.Cancel);
            if (found.First is { } kept) return new CreatedOrExisting<ShownAccrualStop>(Same(kept, command), false);
            if (command.Scope == AccrualStop.Person && customer.First is null)
                throw CustomerProblems.CustomerUnknown.Because($"There is no customer '{command.Target}'.", "#/target");
            if (command.Scope == AccrualStop.Rule && rules.First == 0)
                throw AccrualStopProblems.RuleUnknown.Because(
                    $"Rule '{command.Target}' is in no plan version.", "#/target");

            var made = new ShownAccrualStop(
                command.AccrualStopId, command.Scope, command.Target, command.Reason, person.OperatorId,
                state.First!.Now(caller.Shop, time), null);
            var writes = transaction.Batch();
            writes.Do(InsertSql, new
            {
                shop = transaction.ShopId,
                made.AccrualStopId,
                made.Scope,
                made.Target,
                made.Reason,
                made.SetBy,
                made.SetAt,
            });
            writes.RaiseSettingsVersion(transaction.ShopId);
            writes.Log(transaction.ShopId, caller, new AuditEntry(
                "accrualStop", made.AccrualStopId, null, made, made.Reason));
            await writes.Commit(transaction.Cancel);
            return new CreatedOrExisting<ShownAccrualStop>(made, true);
        }

        private ShownAccrualStop Same(AccrualStopRow kept, Command command)
        {
            if (new Command(kept.AccrualStopId, kept.Scope, kept.Target, kept.Reason) != command)
                throw AccrualStopProblems.AccrualStopIdReused.Because(
                    "This accrualStopId belongs to another accrual stop.", "#/accrualStopId");
            return kept.ToAccrualStop(caller.Shop);
        }
    }

    private const string RulesSql = """
        select count(*) from plans
        where shop_id = @shop and content -> 'rules' @> jsonb_build_array(jsonb_build_object('ruleId', @target::text))
        """;

    private const string InsertSql = """
        insert into accrual_stops (shop_id, accrual_stop_id, scope, target, reason, set_by, recorded_at)
        values (@shop, @accrualStopId, @scope, @target, @reason, @setBy, @setAt)
        """;
}
