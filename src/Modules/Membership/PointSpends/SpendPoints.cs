using SocialCommerce.Membership.PointLots;
using SocialCommerce.Membership.Points;

namespace SocialCommerce.Membership.PointSpends;

/// <summary>Spends a customer's active points; those that expire first go first.</summary>
internal static class SpendPoints
{
    /// <summary>What is to be spent.</summary>
    /// <param name="SpendId">The merchant's own id.</param>
    /// <param name="Points">How many.</param>
    /// <param name="Reason" example="Coupon of 10.00">What they are spent on.</param>
    /// <param name="OrderId">The order that they are spent for.</param>
    public sealed record Body(string SpendId, long Points, string Reason, string? OrderId = null);

    /// <summary>A customer's spend.</summary>
    public sealed record Command(string CustomerId, Body Body) : IRequest<CreatedOrExisting<PointSpend>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/members/{customerId}/points/spends", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe(
                "spendPoints", "Points", "Spend points",
                "Spends active points of a customer at the shop's time: of the lot that expires first, then of the one "
                    + "that has been active longest. Call it before the order is placed; more than is active is "
                    + "refused with 409. The same spend again returns it as it is; other content under its id is "
                    + "refused with 409. What the order does not use in the end comes back with a cancellation.")
            .Example("""
                {"spendId": "sp-20260131-7", "points": 200, "reason": "Coupon of 10.00", "orderId": "o-20260131-7"}
                """)
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends()
            .Problems(
                CustomerProblems.CustomerNotFound, PointProblems.PointsInsufficient, PointProblems.PointSpendConflict,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.SpendId).MerchantId();
            RuleFor(c => c.Body.Points).AmountFrom(1);
            RuleFor(c => c.Body.Reason).Words();
            RuleFor(c => c.Body.OrderId!).MerchantId().When(c => c.Body.OrderId is not null);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, CreatedOrExisting<PointSpend>>
    {
        public Task<CreatedOrExisting<PointSpend>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Spend(transaction, command), cancel);

        private async Task<CreatedOrExisting<PointSpend>> Spend(ShopTransaction transaction, Command command)
        {
            var (shop, body) = (transaction.ShopId, command.Body);
            var reads = transaction.Batch();
            var customer = reads.FindBuyer(shop, command.CustomerId);
            reads.LockBuyer(shop);
            var inputs = LotInputs.Of(reads.Membership, shop);
            var known = reads.Rows<SpendRow>(SpendRow.FindSql, new { shop, body.SpendId });
            var next = reads.Rows<long>(NextKeySql, new { });
            // After the lock, as with orders.
            var state = reads.ShopState(shop);
            await reads.Run(transaction.Cancel);
            if (customer.First == 0) throw CustomerProblems.CustomerNotFound.For(command.CustomerId);
            if (known.First is { } kept) return new CreatedOrExisting<PointSpend>(Same(kept, command), false);

            var now = state.First!.Now(caller.Shop, time);
            var posting = new PostingContext(shop, now, now);
            var batch = transaction.Batch();
            var balance = batch.Membership.Expire(posting, customer.First, inputs.At(now));
            if (body.Points > balance.Active)
                throw PointProblems.PointsInsufficient.Because($"{balance.Active} points are active.", "#/points");
            var made = new SpendRow(
                next.First, customer.First, command.CustomerId, Json.Write(body), body.Points, 0, now);
            Write(batch, posting, made, balance);
            await batch.Commit(transaction.Cancel);
            return new CreatedOrExisting<PointSpend>(made.Shown, true);
        }

        private static void Write(
            SqlBatch batch, PostingContext posting, SpendRow made, PointBalance balance)
        {
            var body = made.Body;
            batch.Do(InsertSql, new
            {
                shop = posting.ShopId,
                made.SpendKey,
                body.SpendId,
                customer = made.CustomerKey,
                made.Content,
                made.Points,
                posting.RecordedAt,
            });
            batch.Membership.Move(
                posting, made.CustomerKey, LotCause.Spend(made.SpendKey), balance.Spend(made.Points).Parts);
            batch.Membership.Book(posting, PointMoves.Spent, made.CustomerKey, made.Points, made.SpendKey);
            batch.Announce(posting, "points.spent", new { made.CustomerId, body.SpendId, body.OrderId, body.Points });
        }

        private static PointSpend Same(SpendRow kept, Command command)
        {
            var pointer = kept.CustomerId == command.CustomerId
                ? JsonDifference.First(kept.Body, command.Body)
                : "#";
            return pointer is null
                ? kept.Shown
                : throw PointProblems.PointSpendConflict.Because(
                    $"Spend '{command.Body.SpendId}' is known with other content.", pointer);
        }
    }

    private const string NextKeySql = "select nextval('point_spends_spend_key_seq')";

    private const string InsertSql = """
        insert into point_spends (shop_id, spend_key, spend_id, customer_key, content, points, recorded_at)
        overriding system value
        values (@shop, @spendKey, @spendId, @customer, @content::jsonb, @points, @recordedAt)
        """;
}
