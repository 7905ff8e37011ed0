using SocialCommerce.Membership.Badges;

namespace SocialCommerce.Membership.BadgeAwards;

/// <summary>Awards a badge to a customer, by a named person and with a reason; a rule is not asked.</summary>
internal static class AwardBadge
{
    /// <summary>The award.</summary>
    /// <param name="AwardId">The merchant's own id; it does not begin with <c>awd_</c>.</param>
    /// <param name="CustomerId">The customer; no guest.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Body(string AwardId, string CustomerId, string Reason);

    /// <summary>An award of a badge.</summary>
    public sealed record Command(string BadgeId, Body Body) : IRequest<CreatedOrExisting<BadgeAward>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/badges/{badgeId}/awards", (
                string badgeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(badgeId, body), cancel))
            .Describe(
                "awardBadge", "Honours", "Award a badge",
                "Awards a badge or title to a customer, by a named person and with a reason, whatever its rule says. "
                    + "It stands for the validity days of the badge, from now on. The same award again returns it as "
                    + "it is; other content under its id is refused with 409, and so is a retired badge. A guest "
                    + "cannot be awarded a badge.")
            .Example("""
                {"awardId": "aw-20260131-1", "customerId": "c-1042", "reason": "Host of our spring festival"}
                """)
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForPersons(Roles.Operator)
            .Problems(
                BadgeProblems.BadgeNotFound, BadgeProblems.BadgeRetired, BadgeProblems.BadgeAwardConflict,
                CustomerProblems.CustomerUnknown, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.AwardId).MerchantId();
            RuleFor(c => c.Body.AwardId)
                .Must(id => id?.StartsWith($"{BadgeAward.Prefix}_", StringComparison.Ordinal) != true)
                .WithErrorCode("ID_RESERVED").WithMessage($"Ids of awards by rule begin with {BadgeAward.Prefix}_.");
            RuleFor(c => c.Body.CustomerId).MerchantId();
            RuleFor(c => c.Body.CustomerId).Must(id => !Guest.Is(id)).WithErrorCode("CUSTOMER_IS_GUEST")
                .WithMessage("A guest cannot be awarded a badge; claim the guest first.");
            RuleFor(c => c.Body.Reason).Words();
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, CreatedOrExisting<BadgeAward>>
    {
        public Task<CreatedOrExisting<BadgeAward>> Handle(Command command, CancellationToken cancel)
        {
            var person = caller.RequirePerson();
            return db.Write(caller.Shop.Id, transaction => Award(transaction, command, person), cancel);
        }

        private async Task<CreatedOrExisting<BadgeAward>> Award(
            ShopTransaction transaction, Command command, Person person)
        {
            var (shop, body) = (transaction.ShopId, command.Body);
            var reads = transaction.Batch();
            var state = reads.ShopState(shop);
            var found = reads.Rows<Badge>(GetBadge.FindSql, new { shop, command.BadgeId });
            var customer = reads.FindCustomer(shop, body.CustomerId);
            var known = reads.Rows<AwardRow>(AwardSql.FindSql, new { shop, command.BadgeId, body.AwardId });
            await reads.Run(transaction.Cancel);
            var badge = found.First ?? throw BadgeProblems.BadgeNotFound.For(command.BadgeId);
            if (known.First is { } kept)
                return new CreatedOrExisting<BadgeAward>(Same(kept, body), false);
            if (badge.Terms.Status == BadgeTerms.Retired)
                throw BadgeProblems.BadgeRetired.Because($"The badge '{command.BadgeId}' is retired.");
            var to = customer.First ?? throw CustomerProblems.CustomerUnknown.Because(
                $"There is no customer '{body.CustomerId}'.", "#/customerId");

            var now = state.First!.Now(caller.Shop, time);
            var made = new BadgeAward(
                body.AwardId, command.BadgeId, badge.Terms.Name, to.CustomerId, null, null, null, body.Reason,
                person.OperatorId, now, now, badge.Terms.ExpiryFrom(now));
            var batch = transaction.Batch();
            // Of two with one id one meets the other's key, and runs again.
            batch.Do(InsertSql, new
            {
                shop,
                made.BadgeId,
                customer = to.Key,
                made.AwardId,
                made.Reason,
                made.GivenBy,
                now,
                made.ExpiresAt,
            });
            batch.AnnounceAward(new PostingContext(shop, now, now), made);
            batch.Log(shop, caller, new AuditEntry("badgeAward", made.AwardId, null, made, made.Reason));
            await batch.Commit(transaction.Cancel);
            return new CreatedOrExisting<BadgeAward>(made, true);
        }

        private static BadgeAward Same(AwardRow kept, Body body)
        {
            var award = kept.Shown;
            var pointer = JsonDifference.First(new Body(award.AwardId, award.CustomerId, award.Reason!), body);
            return pointer is null
                ? award
                : throw BadgeProblems.BadgeAwardConflict.Because(
                    $"Award '{award.AwardId}' is known with other content.", pointer);
        }
    }

    private const string InsertSql = """
        insert into badge_awards (shop_id, badge_id, customer_key, award_id, reason, given_by, reached_at, awarded_at,
            expires_at)
        values (@shop, @badgeId, @customer, @awardId, @reason, @givenBy, @now, @now, @expiresAt)
        """;
}
