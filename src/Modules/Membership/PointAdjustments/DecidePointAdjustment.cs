using SocialCommerce.Membership.PointLots;
using SocialCommerce.Membership.Points;

namespace SocialCommerce.Membership.PointAdjustments;

/// <summary>
/// Approves or rejects an adjustment of points. What is added is a lot of its own, by the settings in force; what is
/// taken away is taken as a refund takes it, and may leave a debt.
/// </summary>
internal static class DecidePointAdjustment
{
    /// <summary>The decision.</summary>
    /// <param name="Approve">Whether it takes effect.</param>
    /// <param name="Note">Why; needed for a rejection.</param>
    public sealed record Body(bool Approve, string? Note = null);

    /// <summary>The adjustment to decide on.</summary>
    public sealed record Command(string AdjustmentId, Body Body) : IRequest<PointAdjustment>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/point-adjustments/{adjustmentId}/decision", (
                string adjustmentId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(adjustmentId, body), cancel))
            .Describe(
                "decidePointAdjustment", "Points", "Decide an adjustment of points",
                "Approves or rejects an adjustment of points. Points that are added pay a debt back first, and are "
                    + "active and expire by the settings in force; points that are taken away and are not there "
                    + "become a debt. The person must not be the requester and cannot approve an adjustment of "
                    + "their own points. Repeating the same decision changes nothing; the opposite one is refused.")
            .Example("""{"approve": true, "note": "Seen in the till's journal"}""")
            .Scope(Scopes.MembershipWrite).ForPersons(Roles.Approver)
            .Problems(
                OperatorProblems.OwnMoney, OperatorProblems.SamePerson, OperatorProblems.FirstPersonMissing,
                PointProblems.PointAdjustmentNotFound, PointProblems.PointAdjustmentDecided,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Note!).Words()
            .When(c => c.Body.Note is not null || !c.Body.Approve);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, PointAdjustment>
    {
        public Task<PointAdjustment> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Decide(transaction, command, caller.RequirePerson()), cancel);

        private async Task<PointAdjustment> Decide(ShopTransaction transaction, Command command, Person person)
        {
            var (shop, body) = (transaction.ShopId, command.Body);
            var reads = transaction.Batch();
            var owner = reads.Rows<long>(PointAdjustmentRow.CarrySql, new { shop, command.AdjustmentId });
            reads.LockBuyer(shop);
            var inputs = LotInputs.Of(reads.Membership, shop);
            var found = reads.Rows<PointAdjustmentRow>(
                PointAdjustmentRow.FindSql, new { shop, command.AdjustmentId });
            var settings = reads.InForce(PutMembershipSettings.Setting, shop);
            var state = reads.ShopState(shop);
            await reads.Run(transaction.Cancel);
            var asked = found.First ?? throw PointProblems.PointAdjustmentNotFound.For(command.AdjustmentId);
            if (asked.OwnerKey != owner.First) return await Decide(transaction, command, person);
            if (asked.Approved is { } approved)
                return approved == body.Approve
                    ? asked.Shown
                    : throw PointProblems.PointAdjustmentDecided.Because(
                        $"{asked.DecidedBy} already decided: {asked.Shown.Status}.", "#/approve");
            FourEyes.Check(asked.RequestedBy, person);
            if (body.Approve) await transaction.RefuseOwnMoney(person, [asked.OwnerKey]);
            var now = state.First!.Now(caller.Shop, time);
            var made = asked with
            {
                Approved = body.Approve,
                DecidedBy = person.OperatorId,
                DecidedAt = now,
                Note = body.Note,
            };
            var terms = LotTerms.Of(settings.Content.Points is { } points
                ? points with { PendingDays = 0 } : null, now, caller.Shop.TimeZone);
            await Keep(transaction, asked, made, inputs.At(now), terms);
            return made.Shown;
        }

        private async Task Keep(
            ShopTransaction transaction, PointAdjustmentRow asked, PointAdjustmentRow made, PointBalance before,
            LotTerms terms)
        {
            var shop = transaction.ShopId;
            var batch = transaction.Batch();
            batch.Do(InsertSql, new
            {
                shop,
                made.AdjustmentKey,
                made.Approved,
                made.Note,
                made.DecidedBy,
                made.DecidedAt,
            });
            if (made.Approved == true)
                Book(batch.Membership, new PostingContext(shop, before.Now, before.Now), made, before, terms);
            batch.Log(shop, caller, new AuditEntry(
                "pointAdjustment", made.AdjustmentId, asked.Shown, made.Shown, made.Note));
            await batch.Commit(transaction.Cancel);
        }

        private static void Book(
            MembershipBatch batch, PostingContext posting, PointAdjustmentRow made, PointBalance before, LotTerms terms)
        {
            var (owner, key) = (made.OwnerKey, made.AdjustmentKey);
            var balance = batch.Expire(posting, owner, before);
            if (made.Points > 0)
                batch.Open(posting, owner, ("adjustment", key), made.Points, balance.Debt, terms);
            else
                batch.Move(posting, owner, LotCause.Adjustment(key), balance.TakeBack(-made.Points).Parts);
            batch.Book(
                posting, made.Points > 0 ? PointMoves.Credited : PointMoves.Debited, owner, Math.Abs(made.Points), key);
        }
    }

    private const string InsertSql = """
        insert into point_adjustment_decisions (shop_id, adjustment_key, approved, note, decided_by, recorded_at)
        values (@shop, @adjustmentKey, @approved, @note, @decidedBy, @decidedAt)
        """;
}
