using SocialCommerce.Membership.PointLots;

namespace SocialCommerce.Membership.PointGifts;

/// <summary>
/// Gives a customer's active points to another customer. Each part keeps the instants at which it was earned and
/// expires, so that giving points to and fro does not make them last longer.
/// </summary>
internal static class GivePoints
{
    /// <summary>What is to be given.</summary>
    /// <param name="GiftId">The merchant's own id.</param>
    /// <param name="ToCustomerId" example="c-1001">Who receives it.</param>
    /// <param name="Points">How many.</param>
    public sealed record Body(string GiftId, string ToCustomerId, long Points);

    /// <summary>A customer's gift.</summary>
    public sealed record Command(string CustomerId, Body Body) : IRequest<CreatedOrExisting<PointGift>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/members/{customerId}/points/gifts", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe(
                "givePoints", "Points", "Give points to another customer",
                "Moves active points from a customer to another one: of the lot that expires first, with its expiry. A "
                    + "debt of the receiver is paid back by them. More than is active is refused with 409, a gift to "
                    + "the giver with 422. The same gift again returns it as it is; other content under its id is "
                    + "refused with 409.")
            .Example("""{"giftId": "gift-20260131-1", "toCustomerId": "c-1001", "points": 100}""")
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends()
            .Problems(
                CustomerProblems.CustomerNotFound, CustomerProblems.CustomerUnknown, PointProblems.PointsInsufficient,
                PointProblems.PointGiftToSelf, PointProblems.PointGiftConflict, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.GiftId).MerchantId();
            RuleFor(c => c.Body.ToCustomerId).MerchantId();
            RuleFor(c => c.Body.Points).AmountFrom(1);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, CreatedOrExisting<PointGift>>
    {
        public Task<CreatedOrExisting<PointGift>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Give(transaction, command), cancel);

        private async Task<CreatedOrExisting<PointGift>> Give(ShopTransaction transaction, Command command)
        {
            var (shop, body) = (transaction.ShopId, command.Body);
            var reads = transaction.Batch();
            var people = reads.FindAndLockCustomers(shop, command.CustomerId, body.ToCustomerId);
            reads.FindBuyer(shop, body.ToCustomerId);
            var taking = LotInputs.Of(reads.Membership, shop);
            reads.FindBuyer(shop, command.CustomerId);
            var giving = LotInputs.Of(reads.Membership, shop);
            var known = reads.Rows<PointGift>(FindSql, new { shop, body.GiftId });
            var next = reads.Rows<long>(NextKeySql, new { });
            var state = reads.ShopState(shop);
            await reads.Run(transaction.Cancel);
            var giver = people.List.Find(one => one.CustomerId == command.CustomerId)
                ?? throw CustomerProblems.CustomerNotFound.For(command.CustomerId);
            if (known.First is { } kept) return new CreatedOrExisting<PointGift>(Same(kept, command), false);
            var taker = Taker(people.List, command);

            var now = state.First!.Now(caller.Shop, time);
            var posting = new PostingContext(shop, now, now);
            var batch = transaction.Batch();
            var balance = batch.Membership.Expire(posting, giver.Key, giving.At(now));
            if (body.Points > balance.Active)
                throw PointProblems.PointsInsufficient.Because($"{balance.Active} points are active.", "#/points");
            var made = new PointGift(body.GiftId, command.CustomerId, body.ToCustomerId, body.Points, now);
            var gift = new Gift(next.First, giver.Key, taker.Key, balance.Spend(body.Points).Parts);
            batch.Membership.Write(posting, gift, made, taking.At(now).Debt);
            await batch.Commit(transaction.Cancel);
            return new CreatedOrExisting<PointGift>(made, true);
        }

        private static Customer Taker(List<Customer> people, Command command)
        {
            var id = command.Body.ToCustomerId;
            if (id == command.CustomerId) throw PointProblems.PointGiftToSelf.Because(
                "The giver and the receiver are the same customer.", "#/toCustomerId");
            return people.Find(one => one.CustomerId == id) is { ClaimedBy: null } taker
                ? taker
                : throw CustomerProblems.CustomerUnknown.Because(
                    $"There is no customer '{id}' who can receive points.", "#/toCustomerId");
        }

        private static PointGift Same(PointGift kept, Command command)
        {
            var pointer = kept.CustomerId == command.CustomerId
                ? JsonDifference.First(new Body(kept.GiftId, kept.ToCustomerId, kept.Points), command.Body)
                : "#";
            return pointer is null
                ? kept
                : throw PointProblems.PointGiftConflict.Because(
                    $"Gift '{command.Body.GiftId}' is known with other content.", pointer);
        }
    }

    private const string NextKeySql = "select nextval('point_gifts_gift_key_seq')";

    private const string FindSql = """
        select g.gift_id, a.customer_id, b.customer_id as to_customer_id, g.points, g.recorded_at
        from point_gifts g
            join customers a on a.shop_id = @shop and a.customer_key = g.giver_key
            join customers b on b.shop_id = @shop and b.customer_key = g.taker_key
        where g.shop_id = @shop and g.gift_id = @giftId
        """;
}
