using SocialCommerce.Membership.PointLots;
using SocialCommerce.Membership.Points;

namespace SocialCommerce.Membership.PointSpends;

/// <summary>
/// Cancels a spend, in whole or in part: the points go back to the lots that they came from, as if that much less had
/// been spent. For example: 100 points were spent, 60 of a lot that expires in March and 40 of one that expires in May.
/// A cancellation of 50 gives 40 back to May and 10 to March. Points of a lot that has expired since expire at once.
/// </summary>
internal static class CancelPointSpend
{
    /// <summary>What is to come back.</summary>
    /// <param name="CancellationId">The merchant's own id, unique for the spend.</param>
    /// <param name="Reason" example="The order was cancelled">Why.</param>
    /// <param name="Points">How many; without it all that are left of the spend.</param>
    public sealed record Body(string CancellationId, string Reason, long? Points = null);

    /// <summary>A cancellation of a spend.</summary>
    public sealed record Command(string SpendId, Body Body) : IRequest<CreatedOrExisting<Result>>;

    /// <summary>A recorded cancellation.</summary>
    /// <param name="CancellationId">The merchant's own id.</param>
    /// <param name="SpendId">The spend.</param>
    /// <param name="Points">How many came back.</param>
    /// <param name="RecordedAt">When, by the shop's clock.</param>
    public sealed record Result(string CancellationId, string SpendId, long Points, DateTimeOffset RecordedAt);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/point-spends/{spendId}/cancellations", (
                string spendId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(spendId, body), cancel))
            .Describe(
                "cancelPointSpend", "Points", "Cancel a spend of points",
                "Gives points of a spend back, all that are left of it or some: to the lots that they came from, with "
                    + "their old expiry, the last one that was drawn first. A debt is paid back by them. Points of a "
                    + "lot that has expired meanwhile expire at once. More than is left of the spend is refused with "
                    + "409. The same cancellation again returns the same answer; other content under its id is "
                    + "refused with 409.")
            .Example("""
                {"cancellationId": "spc-20260205-1", "points": 50, "reason": "One item was not in stock"}
                """)
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends(Roles.Support)
            .Problems(
                PointProblems.PointSpendNotFound, PointProblems.PointSpendExceeded, PointProblems.PointSpendConflict,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.CancellationId).MerchantId();
            RuleFor(c => c.Body.Reason).Words();
            RuleFor(c => c.Body.Points).AmountFrom(1);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, CreatedOrExisting<Result>>
    {
        public Task<CreatedOrExisting<Result>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Cancel(transaction, command), cancel);

        private async Task<CreatedOrExisting<Result>> Cancel(ShopTransaction transaction, Command command)
        {
            var (shop, spendId, body) = (transaction.ShopId, command.SpendId, command.Body);
            var reads = transaction.Batch();
            var customer = reads.Rows<long>(SpendRow.CarrySql, new { shop, spendId });
            reads.LockBuyer(shop);
            var inputs = LotInputs.OfSpend(reads.Membership, shop, spendId);
            var found = reads.Rows<SpendRow>(SpendRow.FindSql, new { shop, spendId });
            var known = reads.Rows<Kept>(FindSql, new { shop, spendId, body.CancellationId });
            var state = reads.ShopState(shop);
            await reads.Run(transaction.Cancel);
            var spend = found.First ?? throw PointProblems.PointSpendNotFound.For(spendId);
            // A claim has made the guest's spend the customer's meanwhile, who is to be locked.
            if (spend.CustomerKey != customer.First) return await Cancel(transaction, command);
            if (known.First is { } kept) return new CreatedOrExisting<Result>(Same(kept, command), false);
            var left = spend.Points - spend.Cancelled;
            var points = body.Points ?? left;
            if (points > left || points == 0)
                throw PointProblems.PointSpendExceeded.Because($"{left} points are left of the spend.", "#/points");

            var now = state.First!.Now(caller.Shop, time);
            var batch = transaction.Batch();
            Write(batch, new PostingContext(shop, now, now), spend, (body, points), inputs.At(now));
            await batch.Commit(transaction.Cancel);
            return new CreatedOrExisting<Result>(new Result(body.CancellationId, spendId, points, now), true);
        }

        private static void Write(
            SqlBatch batch, PostingContext posting, SpendRow row, (Body Body, long Points) cancelled,
            PointBalance before)
        {
            var (customer, (body, points)) = (row.CustomerKey, cancelled);
            var balance = batch.Membership.Expire(posting, customer, before);
            batch.Do(InsertSql, new
            {
                shop = posting.ShopId,
                row.SpendKey,
                body.CancellationId,
                content = Json.Write(body),
                points,
                posting.RecordedAt,
            });
            var (_, parts, repaid) = balance.Return(points);
            batch.Membership.Move(posting, customer, LotCause.Spend(row.SpendKey), parts);
            batch.Membership.Move(posting, customer, LotCause.Debt(customer), repaid);
            batch.Membership.Book(posting, PointMoves.Returned, customer, points, row.SpendKey);
            batch.Announce(posting, "points.spendCancelled", new
            {
                row.CustomerId,
                row.Body.SpendId,
                body.CancellationId,
                points,
            });
            batch.Membership.Expire(posting.ShopId, [customer], posting.RecordedAt);
        }

        private static Result Same(Kept kept, Command command) =>
            JsonDifference.First(Json.Read<Body>(kept.Content), command.Body) is { } pointer
                ? throw PointProblems.PointSpendConflict.Because(
                    $"Cancellation '{command.Body.CancellationId}' is known with other content.", pointer)
                : new Result(command.Body.CancellationId, command.SpendId, kept.Points, kept.RecordedAt);
    }

    private sealed record Kept(string Content, long Points, DateTimeOffset RecordedAt);

    private const string FindSql = """
        select k.content::text, k.points, k.recorded_at
        from point_spends s
            join point_spend_cancellations k on k.shop_id = @shop and k.spend_key = s.spend_key
        where s.shop_id = @shop and s.spend_id = @spendId and k.cancellation_id = @cancellationId
        """;

    private const string InsertSql = """
        with kept as (
            insert into point_spend_cancellations (shop_id, spend_key, cancellation_id, content, points, recorded_at)
            values (@shop, @spendKey, @cancellationId, @content::jsonb, @points, @recordedAt))
        update point_spends set cancelled = cancelled + @points where shop_id = @shop and spend_key = @spendKey
        """;
}
