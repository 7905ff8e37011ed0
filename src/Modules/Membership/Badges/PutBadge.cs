using Microsoft.AspNetCore.Mvc;
using SocialCommerce.Membership.Leaderboards;

namespace SocialCommerce.Membership.Badges;

/// <summary>Creates or updates a badge (徽章) or title (称号), with the rule by which it is earned.</summary>
internal static class PutBadge
{
    /// <summary>A badge to make or to change.</summary>
    public sealed record Command(string BadgeId, BadgeTerms Body, string? IfMatch) : IRequest<Badge>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/v1/badges/{badgeId}", (
                string badgeId, BadgeTerms body, [FromHeader(Name = "If-Match")] string? ifMatch,
                HttpResponse response, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(badgeId, body, ifMatch), cancel)
                    .TaggedBy(response, badge => badge.Version))
            .Describe(
                "putBadge", "Honours", "Create or update a badge",
                "Creates a badge or a title, or replaces its terms: how it is earned, how long an award stands, and "
                    + "whether it is retired. A rule counts a metric, or takes the first ranks of a leaderboard each "
                    + "time that a period of it is frozen. A rule within a period holds from the period on in which "
                    + "it was set, a rule without a period counts everything. A change of the rule takes back no "
                    + "award. Sending the terms in force changes nothing; an outdated `If-Match` is refused with "
                    + "412.")
            .Example("""
                {"name": "Patron of the month", "kind": "badge",
                 "rule": {"metric": "spend", "atLeast": 100000, "within": "month"}, "validityDays": 31,
                 "status": "active"}
                """)
            .Tagged()
            .Scope(Scopes.MembershipWrite).ForBackends(Roles.Operator)
            .Problems(
                LeaderboardProblems.LeaderboardUnknown, CommonProblems.ChangedMeanwhile,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.BadgeId).MerchantId();
            RuleFor(c => c.Body).SetValidator(new BadgeTermsValidator());
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, Badge>
    {
        public Task<Badge> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Put(transaction, command), cancel);

        private async Task<Badge> Put(ShopTransaction transaction, Command command)
        {
            var (shop, terms) = (transaction.ShopId, command.Body);
            var reads = transaction.Batch();
            var found = reads.Rows<Badge>(LockSql, new { shop, command.BadgeId });
            var board = reads.Membership.Leaderboard(shop, terms.Rule?.BoardId ?? "");
            var state = reads.ShopState(shop);
            await reads.Run(transaction.Cancel);
            var old = found.First;
            EntityTag.Require(command.IfMatch, old?.Version);
            if (old is not null && JsonDifference.First(old.Terms, terms) is null) return old;
            if (terms.Rule?.BoardId is { } boardId && board.First is null)
                throw LeaderboardProblems.LeaderboardUnknown.Because(
                    $"There is no leaderboard '{boardId}'.", "#/rule/boardId");
            var now = state.First!.Now(caller.Shop, time);
            var since = old is not null && old.Terms.Rule == terms.Rule ? old.RuleSince : now;
            var next = new Badge(command.BadgeId, (old?.Version ?? 0) + 1, terms, since, now);
            var write = transaction.Batch();
            // Of two that create it at once one meets the other's key, and runs again.
            write.Do(old is null ? InsertSql : UpdateSql, new
            {
                shop,
                next.BadgeId,
                next.Version,
                terms = Json.Write(terms),
                next.RuleSince,
                counts = terms.Counts(),
                next.RecordedAt,
            });
            write.Log(shop, caller, new AuditEntry("badge", next.BadgeId, old?.Terms, terms));
            await write.Commit(transaction.Cancel);
            return next;
        }
    }

    private const string LockSql = $"""
        select {Badge.Columns} from badges where shop_id = @shop and badge_id = @badgeId for no key update
        """;

    private const string InsertSql = """
        insert into badges (shop_id, badge_id, version, terms, rule_since, counts, recorded_at)
        values (@shop, @badgeId, @version, @terms::jsonb, @ruleSince, @counts, @recordedAt)
        """;

    private const string UpdateSql = """
        update badges set version = @version, terms = @terms::jsonb, rule_since = @ruleSince, counts = @counts,
            recorded_at = @recordedAt
        where shop_id = @shop and badge_id = @badgeId
        """;
}
