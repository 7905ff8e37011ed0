using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.DecisionLimits;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.StopRules;

namespace SocialCommerce.Commissions.AccrualStopping;

/// <summary>
/// Releases an accrual stop, by a named person: held commission is booked, unless another hold remains, or rejected
/// permanently. Releasing more than one person may release alone waits (202) until an approver sends the same action; a
/// person never releases their own commission. Refunds and maturity continue during the hold; the next statement takes
/// what is free.
/// </summary>
internal static class ReleaseAccrualStop
{
    private const string Book = "book";
    private const string Reject = "reject";

    /// <summary>What becomes of what was held.</summary>
    /// <param name="Action">`book` or `reject`.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Body(string Action, string Reason);

    /// <summary>The accrual stop to release, and what becomes of the held commission.</summary>
    public sealed record Command(string AccrualStopId, Body Body) : IRequest<Confirmed<ShownAccrualStop>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/accrual-stops/{accrualStopId}/release", (
                string accrualStopId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(accrualStopId, body), cancel))
            .Describe(
                "releaseAccrualStop", "Commissions", "Release an accrual stop",
                "Ends an accrual stop. `book` frees the commission that it holds, unless another hold remains; "
                    + "`reject` cancels that commission permanently. Booking more than the shop's release limit "
                    + "returns 202 and waits until another person, an approver, sends the same action. Refunds and "
                    + "maturity continue during a stop; the next statement includes what is freed. Repeating the same "
                    + "release changes nothing; a different one is rejected. Staff cannot book their own commission.")
            .Example("""{"action": "book", "reason": "Nothing was wrong"}""")
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Operator, Roles.Finance, Roles.Approver)
            .Problems(
                OperatorProblems.OwnMoney, AccrualStopProblems.AccrualStopNotFound,
                AccrualStopProblems.AccrualStopReleased, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Action).OneOf(Book, Reject);
            RuleFor(c => c.Body.Reason).Words();
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, Confirmed<ShownAccrualStop>>
    {
        public Task<Confirmed<ShownAccrualStop>> Handle(Command command, CancellationToken cancel)
        {
            var person = caller.RequirePerson();
            return db.Write(caller.Shop.Id, transaction => Release(transaction, command, person), cancel);
        }

        private async Task<Confirmed<ShownAccrualStop>> Release(
            ShopTransaction transaction, Command command, Person person)
        {
            var (before, state) = await Hold(transaction, command.AccrualStopId);
            if (before.Release is { } done)
                return (done.Action, done.Reason) == (command.Body.Action, command.Body.Reason)
                    ? new Confirmed<ShownAccrualStop>(before)
                    : throw AccrualStopProblems.AccrualStopReleased.Because(
                        $"{done.ReleasedBy} already released the stop: {done.Action}.", "#/action");

            var now = state.Now(caller.Shop, time);
            var (moved, prepared, limits) = await Move(transaction, command, now);
            if (command.Body.Action == Book) await transaction.RefuseOwnMoney(person, moved.People);
            var two = new SecondPerson(
                DecisionKinds.AccrualStopRelease, command.AccrualStopId, new { command.Body.Action }, person,
                Roles.Approver)
            {
                Reason = command.Body.Reason,
            };
            var isLarge = command.Body.Action == Book && moved.Amount > limits.ReleaseMinor;
            var confirmed = isLarge ? two.Confirmed(prepared) : null;
            if (isLarge && confirmed is null)
            {
                var undoing = transaction.Batch();
                undoing.Do(UndoSql, new { });
                await undoing.Run(transaction.Cancel);
                return new Confirmed<ShownAccrualStop>(null, await two.Wait(transaction, prepared, caller, now));
            }
            var after = before with
            {
                Release = new AccrualStopRelease(
                    command.Body.Action, command.Body.Reason, person.OperatorId, now, moved.Accruals,
                    caller.Shop.Money(moved.Amount), confirmed?.PreparedBy),
            };
            var writes = transaction.Batch();
            writes.EndPrepared(transaction.ShopId, (prepared, confirmed), person, now);
            Keep(writes, before, after);
            await writes.Commit(transaction.Cancel);
            return new Confirmed<ShownAccrualStop>(after);
        }

        /// <summary>Moves what the accrual stop holds, behind a savepoint: the amount decides who may release
        /// it.</summary>
        private async Task<(Moved Moved, PreparedRow? Prepared, PaymentLimits.Body Limits)> Move(
            ShopTransaction transaction, Command command, DateTimeOffset now)
        {
            var shop = caller.Shop;
            var moving = transaction.Batch();
            var prepared = moving.Prepared(shop.Id, DecisionKinds.AccrualStopRelease, command.AccrualStopId);
            var limits = moving.InForce(PaymentLimits.Setting, shop.Id);
            moving.Do(SavepointSql, new { });
            // The first transaction that touches a source after its maturity books that maturity.
            moving.Commissions.BookSourceMaturity(shop.Id, shop.Currency, now.AddMicroseconds(1));
            moving.Do(AccrualStopReleaseSql.MatureSql, new
            {
                shop = shop.Id,
                unit = shop.Currency,
                command.AccrualStopId,
                now,
            });
            var moved = moving.Rows<Moved>(AccrualStopReleaseSql.MoveSql, new
            {
                shop = shop.Id,
                unit = shop.Currency,
                command.AccrualStopId,
                outcome = command.Body.Action == Book ? CommissionHolds.Released : CommissionHolds.Rejected,
                now,
            });
            await moving.Run(transaction.Cancel);
            return (moved.First!, prepared.First, limits.Content);
        }

        private async Task<(ShownAccrualStop Stop, ShopState State)> Hold(
            ShopTransaction transaction, string accrualStopId)
        {
            var reads = transaction.Batch();
            // No run closes the period of the time that is read next, and no order holds anything by this accrual stop.
            reads.Commissions.LockPeople(transaction.ShopId, []);
            reads.Commissions.LockAccrualStops(transaction.ShopId);
            var state = reads.ShopState(transaction.ShopId);
            var found = reads.Rows<AccrualStopRow>(
                AccrualStopRow.FindSql, new { shop = transaction.ShopId, accrualStopId });
            reads.Rows<long>(LockSql, new { shop = transaction.ShopId, accrualStopId });
            await reads.Run(transaction.Cancel);
            return (
                found.First?.ToAccrualStop(caller.Shop) ?? throw AccrualStopProblems.AccrualStopNotFound.For(
                    accrualStopId), state.First!);
        }

        private void Keep(SqlBatch writes, ShownAccrualStop before, ShownAccrualStop after)
        {
            var (shop, release) = (caller.Shop.Id, after.Release!);
            writes.Do(InsertSql, new
            {
                shop,
                after.AccrualStopId,
                release.Action,
                release.Reason,
                release.ReleasedBy,
                release.PreparedBy,
                release.Accruals,
                release.Amount.Amount,
                now = release.ReleasedAt,
            });
            writes.RaiseSettingsVersion(shop);
            writes.Log(shop, caller, new AuditEntry("accrualStop", after.AccrualStopId, before, after, release.Reason));
        }
    }

    private sealed record Moved(long Accruals, long Amount, long[] People);

    // Not constants of a module's role: they read nothing.
    private static readonly string SavepointSql = "savepoint unmoved";
    private static readonly string UndoSql = "rollback to savepoint unmoved";

    // The orders' rows are the locks of everything that happens to their commission; what no order has earned changes
    // in settlement runs alone.
    private const string LockSql = """
        select order_key from commission_orders
        where shop_id = @shop and order_key in (
            select h.order_key from holds h
            where h.shop_id = @shop and h.cause = 'accrualStop' and h.subject_id = @accrualStopId)
        order by order_key for no key update
        """;

    private const string InsertSql = """
        insert into accrual_stop_releases (shop_id, accrual_stop_id, action, reason, released_by, prepared_by, accruals,
            amount, recorded_at)
        values (@shop, @accrualStopId, @action, @reason, @releasedBy, @preparedBy, @accruals, @amount, @now)
        """;
}
