using SocialCommerce.Membership.Badges;

namespace SocialCommerce.Membership.BadgeAwards;

/// <summary>Takes an award back, by a named person and with a reason. A rule does not award it again.</summary>
internal static class RevokeBadgeAward
{
    /// <summary>Why.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Body(string Reason);

    /// <summary>The award.</summary>
    public sealed record Command(string BadgeId, string AwardId, Body Body) : IRequest<BadgeAward>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/badges/{badgeId}/awards/{awardId}/revoke", (
                string badgeId, string awardId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(badgeId, awardId, body), cancel))
            .Describe(
                "revokeBadgeAward", "Honours", "Revoke an award of a badge",
                "Takes an award by a person or by rule back, by a named person and with a reason. Use it after a "
                    + "refund, for example: awards stand by themselves. A rule that was reached is not awarded again "
                    + "within the same period. Revoking it again changes nothing and returns the first revocation.")
            .Example("""{"reason": "The orders were returned"}""")
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForPersons(Roles.Operator)
            .Problems(BadgeProblems.BadgeAwardNotFound, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words();
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, BadgeAward>
    {
        public Task<BadgeAward> Handle(Command command, CancellationToken cancel)
        {
            var person = caller.RequirePerson();
            return db.Write(caller.Shop.Id, transaction => Revoke(transaction, command, person), cancel);
        }

        private async Task<BadgeAward> Revoke(ShopTransaction transaction, Command command, Person person)
        {
            var shop = transaction.ShopId;
            var key = PublicId.KeyOf(BadgeAward.Prefix, command.AwardId) ?? 0;
            var reads = transaction.Batch();
            var state = reads.ShopState(shop);
            var found = reads.Rows<AwardRow>(LockSql, new { shop, command.BadgeId, command.AwardId, key });
            await reads.Run(transaction.Cancel);
            var before = found.First?.Shown ?? throw BadgeProblems.BadgeAwardNotFound.For(command.AwardId);
            if (before.Revocation is not null) return before;
            var now = state.First!.Now(caller.Shop, time);
            var after = before with { Revocation = new BadgeRevocation(command.Body.Reason, person.OperatorId, now) };
            var batch = transaction.Batch();
            batch.Do(RevokeSql, new
            {
                shop,
                award = found.First.AwardKey,
                command.Body.Reason,
                person.OperatorId,
                now,
            });
            batch.Log(shop, caller, new AuditEntry("badgeAward", after.AwardId, before, after, command.Body.Reason));
            await batch.Commit(transaction.Cancel);
            return after;
        }
    }

    private const string LockSql = $"""
        select {AwardRow.Columns}
        where a.shop_id = @shop and a.badge_id = @badgeId
            and (a.award_id = @awardId or (a.award_id is null and a.award_key = @key))
        for no key update of a
        """;

    private const string RevokeSql = """
        update badge_awards set revoke_reason = @reason, revoked_by = @operatorId, revoked_at = @now
        where shop_id = @shop and award_key = @award
        """;
}
