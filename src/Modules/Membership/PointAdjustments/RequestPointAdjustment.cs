using SocialCommerce.Membership.PointLots;

namespace SocialCommerce.Membership.PointAdjustments;

/// <summary>Requests an adjustment of a customer's points; nothing moves before another person approves it.</summary>
internal static class RequestPointAdjustment
{
    /// <summary>What is asked for.</summary>
    /// <param name="AdjustmentId">The shop's own id.</param>
    /// <param name="CustomerId">The customer.</param>
    /// <param name="Points">More than 0 to add points, less to take them away.</param>
    /// <param name="Reason" example="Missing points of January">Why.</param>
    public sealed record Command(string AdjustmentId, string CustomerId, long Points, string Reason)
        : IRequest<CreatedOrExisting<PointAdjustment>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/point-adjustments", (Command command, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(command, cancel))
            .Describe(
                "requestPointAdjustment", "Points", "Request an adjustment of points",
                "Requests that points are added to a customer, or taken away, with a reason. Nothing moves until "
                    + "another person approves it. Repeating the same request under its id returns it unchanged; "
                    + "another request under that id is refused with 409, as is an unknown customer with 422.")
            .Example("""
                {"adjustmentId": "padj-2026-02-1", "customerId": "c-1042", "points": 150,
                 "reason": "Missing points of January"}
                """)
            .Scope(Scopes.MembershipWrite).ForPersons(Roles.Support)
            .Problems(
                CustomerProblems.CustomerUnknown, PointProblems.PointAdjustmentConflict,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.AdjustmentId).MerchantId();
            RuleFor(c => c.CustomerId).MerchantId();
            RuleFor(c => c.Points).AmountFrom(-Money.Limit);
            RuleFor(c => c.Points).NotEqual(0).WithErrorCode("AMOUNT_OUT_OF_RANGE")
                .WithMessage("An adjustment is not 0.");
            RuleFor(c => c.Reason).Words();
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, CreatedOrExisting<PointAdjustment>>
    {
        public Task<CreatedOrExisting<PointAdjustment>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Request(transaction, command, caller.RequirePerson()), cancel);

        private async Task<CreatedOrExisting<PointAdjustment>> Request(
            ShopTransaction transaction, Command command, Person person)
        {
            var shop = transaction.ShopId;
            var reads = transaction.Batch();
            var state = reads.ShopState(shop);
            var customer = reads.FindCustomer(shop, command.CustomerId);
            var found = reads.Rows<PointAdjustmentRow>(
                PointAdjustmentRow.FindSql, new { shop, command.AdjustmentId });
            await reads.Run(transaction.Cancel);
            if (found.First is { } kept)
                return new CreatedOrExisting<PointAdjustment>(Same(kept.Shown, command, person), false);
            if (customer.First is null)
                throw CustomerProblems.CustomerUnknown.Because(
                    $"There is no customer '{command.CustomerId}'.", "#/customerId");
            var asked = new PointAdjustment(
                command.AdjustmentId, command.CustomerId, command.Points, command.Reason, "waiting",
                person.OperatorId, state.First!.Now(caller.Shop, time));
            var writes = transaction.Batch();
            writes.Do(InsertSql, new
            {
                shop,
                asked.AdjustmentId,
                customer.First.Key,
                asked.Points,
                asked.Reason,
                asked.RequestedBy,
                asked.RequestedAt,
            });
            writes.Log(shop, caller, new AuditEntry(
                "pointAdjustment", asked.AdjustmentId, null, asked, asked.Reason));
            await writes.Commit(transaction.Cancel);
            return new CreatedOrExisting<PointAdjustment>(asked, true);
        }

        private static PointAdjustment Same(PointAdjustment kept, Command command, Person person)
        {
            var before = new Command(kept.AdjustmentId, kept.CustomerId, kept.Points, kept.Reason);
            return before == command && kept.RequestedBy == person.OperatorId
                ? kept
                : throw PointProblems.PointAdjustmentConflict.Because(
                    "This adjustmentId belongs to another request.", "#/adjustmentId");
        }
    }

    private const string InsertSql = """
        insert into point_adjustments (shop_id, adjustment_id, customer_key, points, reason, requested_by, recorded_at)
        values (@shop, @adjustmentId, @key, @points, @reason, @requestedBy, @requestedAt)
        """;
}
