using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.DecisionLimits;
using SocialCommerce.Commissions.Holds;
using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions.Fraud;

/// <summary>
/// Decides about an order held on suspicion of fraud, by a named person: its commission is released, unless another
/// hold remains, or rejected permanently. Releasing more than one person may release alone waits (202) until an
/// approver sends the same action; a person never releases their own commission. Refunds and maturity continue during
/// the hold; the next statement takes what is free.
/// </summary>
internal static class DecideFraudCase
{
    private const string Release = "release";
    private const string Reject = "reject";

    /// <summary>The decision.</summary>
    /// <param name="Action">`release` or `reject`.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Body(string Action, string Reason);

    /// <summary>The order and the decision.</summary>
    public sealed record Command(string OrderId, Body Body) : IRequest<Confirmed<Result>>;

    /// <summary>A case that is decided.</summary>
    /// <param name="OrderId">The order.</param>
    /// <param name="Score">Its score.</param>
    /// <param name="Reasons">What the score is made of.</param>
    /// <param name="HeldAt">Since when it was held.</param>
    /// <param name="Action">`release` or `reject`.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="DecidedBy">Operator id of who decided.</param>
    /// <param name="DecidedAt">When, by the shop's clock.</param>
    /// <param name="PreparedBy">Operator id of the first person, where two have decided.</param>
    public sealed record Result(
        string OrderId, int Score, IReadOnlyList<FraudReason> Reasons, DateTimeOffset HeldAt, string Action,
        string Reason, string DecidedBy, DateTimeOffset DecidedAt, string? PreparedBy = null);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/orders/{orderId}/fraud-decision", (
                string orderId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(orderId, body), cancel))
            .Describe(
                "decideFraudCase", "Commissions", "Decide a fraud case",
                "Releases or rejects the commission of an order held on suspicion of fraud. `release` frees it unless "
                    + "another hold remains; `reject` cancels it permanently. A release above the shop's limit returns "
                    + "202 and waits until another person, an approver, sends the same action. Refunds and maturity "
                    + "continue during the hold. Repeating the same decision changes nothing; a different one is "
                    + "rejected. Staff cannot release their own commission.")
            .Example("""{"action": "release", "reason": "Mother and daughter, one phone"}""")
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Operator, Roles.Finance, Roles.Approver)
            .Problems(
                OperatorProblems.OwnMoney, FraudProblems.FraudCaseNotFound, FraudProblems.FraudCaseDecided,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Action).OneOf(Release, Reject);
            RuleFor(c => c.Body.Reason).Words();
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, Confirmed<Result>>
    {
        public Task<Confirmed<Result>> Handle(Command command, CancellationToken cancel)
        {
            var person = caller.RequirePerson();
            return db.Write(caller.Shop.Id, transaction => Decide(transaction, command, person), cancel);
        }

        private async Task<Confirmed<Result>> Decide(ShopTransaction transaction, Command command, Person person)
        {
            var reads = transaction.Batch();
            // No run closes the period of the time that is read next.
            reads.Commissions.LockPeople(transaction.ShopId, []);
            reads.Rows<long>(CarrySql, new { shop = transaction.ShopId, command.OrderId });
            var commission = reads.Commissions.LockCommission(transaction.ShopId);
            var found = reads.Rows<Row>(FindSql, new { shop = transaction.ShopId });
            var accruals = reads.Commissions.Accruals(transaction.ShopId);
            var prepared = reads.Prepared(transaction.ShopId, DecisionKinds.FraudRelease, command.OrderId);
            var limits = reads.InForce(PaymentLimits.Setting, transaction.ShopId);
            var state = reads.ShopState(transaction.ShopId);
            await reads.Run(transaction.Cancel);
            var row = found.First ?? throw FraudProblems.FraudCaseNotFound.For(command.OrderId);
            if (row.Action is not null)
                return (row.Action, row.Reason) == (command.Body.Action, command.Body.Reason)
                    ? new Confirmed<Result>(row.ToResult())
                    : throw FraudProblems.FraudCaseDecided.Because($"{row.DecidedBy} already decided: {row.Action}.");
            var now = state.First!.Now(caller.Shop, time);
            var free = command.Body.Action == Release
                ? CommissionHolds.Release(accruals.List, caller.Shop.Currency, commission.First!.IsMature(now)).ToList()
                : [];
            await transaction.RefuseOwnMoney(person, free.Select(movement => movement.CustomerKey));
            var two = new SecondPerson(
                DecisionKinds.FraudRelease, command.OrderId, new { command.Body.Action }, person, Roles.Approver)
            {
                Reason = command.Body.Reason,
            };
            var isLarge = free.Sum(movement => movement.Amount) > limits.Content.ReleaseMinor;
            var confirmed = isLarge ? two.Confirmed(prepared.First) : null;
            if (isLarge && confirmed is null)
                return new Confirmed<Result>(null, await two.Wait(transaction, prepared.First, caller, now));
            var decided = row with
            {
                Action = command.Body.Action,
                Reason = command.Body.Reason,
                DecidedBy = person.OperatorId,
                DecidedAt = now,
                PreparedBy = confirmed?.PreparedBy,
            };
            var batch = transaction.Batch();
            batch.EndPrepared(transaction.ShopId, (prepared.First, confirmed), person, now);
            Keep(batch, decided, commission.First!, accruals.List, free);
            await batch.Commit(transaction.Cancel);
            return new Confirmed<Result>(decided.ToResult());
        }

        private void Keep(
            SqlBatch batch, Row decided, CommissionOrder order, List<AccrualNet> accruals, List<Movement> free)
        {
            var (shop, unit, now) = (caller.Shop.Id, caller.Shop.Currency, decided.DecidedAt!.Value);
            var posting = new PostingContext(shop, now, now, order.OrderKey);
            var cause = new HoldReason(HoldReason.Fraud, order.OrderId);
            batch.Do(DecideSql, new
            {
                shop,
                order.OrderKey,
                decided.Action,
                decided.Reason,
                decided.DecidedBy,
                decided.PreparedBy,
                freed = free.Sum(movement => movement.Amount),
                now,
            });
            batch.Commissions.EndHolds(
                posting, cause, decided.Action == Release ? CommissionHolds.Released : CommissionHolds.Rejected);
            if (order.IsMature(now) && !order.Matured) batch.Commissions.BookMaturity(posting, unit, order, accruals);
            batch.Book(decided.Action == Release ? free : [.. CommissionHolds.Reject(accruals, unit)], posting);
            batch.Log(
                shop, caller, new AuditEntry("fraudCase", order.OrderId, null, decided.ToResult(), decided.Reason));
        }
    }

    private sealed record Row(
        string OrderId, int Score, string Reasons, DateTimeOffset HeldAt, string? Action, string? Reason,
        string? DecidedBy, DateTimeOffset? DecidedAt, string? PreparedBy)
    {
        public Result ToResult() => new(
            OrderId, Score, Json.Read<List<FraudReason>>(Reasons), HeldAt, Action!, Reason!, DecidedBy!,
            DecidedAt!.Value, PreparedBy);
    }

    private const string CarrySql = $"""
        select set_config('{BatchVariables.Order}', order_key::text, true)::bigint from fraud_cases
        where shop_id = @shop and order_id = @orderId
        """;

    private const string FindSql = $"""
        select f.order_id, f.score, f.reasons, f.recorded_at as held_at, d.action, d.reason, d.decided_by,
            d.recorded_at as decided_at, d.prepared_by
        from fraud_cases f left join fraud_decisions d on d.shop_id = @shop and d.order_key = f.order_key
        where f.shop_id = @shop and f.order_key = {BatchVariables.OrderKey}
        """;

    private const string DecideSql = """
        insert into fraud_decisions (shop_id, order_key, action, reason, decided_by, prepared_by, freed, recorded_at)
        values (@shop, @orderKey, @action, @reason, @decidedBy, @preparedBy, @freed, @now)
        """;
}
