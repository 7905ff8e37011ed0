using SocialCommerce.Membership.Games;
using SocialCommerce.Membership.Members;

namespace SocialCommerce.Membership.GameTeams;

/// <summary>Lets a customer join a team of a contest (团队PK), once.</summary>
internal static class JoinTeam
{
    /// <summary>The choice.</summary>
    /// <param name="CustomerId">The customer who joins; no guest.</param>
    /// <param name="TeamId">One of the contest's teams.</param>
    public sealed record Body(string CustomerId, string TeamId);

    /// <summary>A customer's choice of a team.</summary>
    public sealed record Command(string GameId, Body Body) : IRequest<CreatedOrExisting<TeamMember>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/games/{gameId}/members", (
                string gameId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(gameId, body), cancel))
            .Describe(
                "joinTeam", "Games", "Join a team of a contest",
                "Adds a customer who asks for it to a team of a contest while the contest is open. A customer is in "
                    + "one team of a contest and stays there: the same team again returns the membership as it is, "
                    + "another one is refused with 409, and so is a customer outside the audience. What the customer "
                    + "does in the whole time of the contest counts for the team.")
            .Example("""{"customerId": "c-1042", "teamId": "north"}""")
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends()
            .Problems(
                GameProblems.GameNotFound, GameProblems.GameOfAnotherKind, GameProblems.GameClosed,
                GameProblems.GameNotForCustomer, GameProblems.TeamJoined, GameProblems.TeamUnknown,
                CustomerProblems.CustomerUnknown, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.CustomerId).MerchantId();
            RuleFor(c => c.Body.TeamId).MerchantId();
        }
    }

    internal sealed class Handler(GameContext context) : IRequestHandler<Command, CreatedOrExisting<TeamMember>>
    {
        public Task<CreatedOrExisting<TeamMember>> Handle(Command command, CancellationToken cancel) =>
            context.Db.Write(context.Shop.Id, transaction => Join(transaction, command), cancel);

        private async Task<CreatedOrExisting<TeamMember>> Join(ShopTransaction transaction, Command command)
        {
            var (shop, body) = (transaction.ShopId, command.Body);
            var reads = transaction.Batch();
            var customer = reads.FindBuyer(shop, body.CustomerId);
            reads.LockBuyer(shop);
            var member = reads.Membership.Member(shop);
            var found = reads.Membership.LockGame(shop, command.GameId);
            var known = reads.Rows<TeamMember>(FindSql, new { shop, command.GameId });
            var state = reads.ShopState(shop);
            await reads.Run(transaction.Cancel);
            var game = found.First ?? throw GameProblems.GameNotFound.For(command.GameId);
            if (customer.First == 0) throw CustomerProblems.CustomerUnknown.Because(
                $"There is no customer '{body.CustomerId}'.", "#/customerId");
            GameContext.RequireKind(game, GameKinds.TeamContest);
            if (!game.Terms.Contest!.TeamIds.Contains(body.TeamId)) throw GameProblems.TeamUnknown.Because(
                $"The contest '{game.GameId}' has no team '{body.TeamId}'.", "#/teamId");
            if (known.First is { } joined)
                return joined.TeamId == body.TeamId
                    ? new CreatedOrExisting<TeamMember>(joined, false)
                    : throw GameProblems.TeamJoined.Because(
                        $"The customer is in the team '{joined.TeamId}'.", "#/teamId");

            var now = state.First!.Now(context.Shop, context.Time);
            GameContext.RequireOpen(game, now);
            await context.RequireAudience(game, body.CustomerId, member.First, state.First!, now, transaction.Cancel);
            var made = new TeamMember(game.GameId, body.CustomerId, body.TeamId, now);
            var batch = transaction.Batch();
            batch.Do(InsertSql, new { shop, game.GameKey, customer = customer.First, made.TeamId, now });
            batch.Announce(new PostingContext(shop, now, now), "game.teamJoined", new
            {
                made.GameId,
                made.CustomerId,
                made.TeamId,
            });
            await batch.Commit(transaction.Cancel);
            return new CreatedOrExisting<TeamMember>(made, true);
        }
    }

    private const string FindSql = $"""
        select g.game_id, c.customer_id, t.team_id, t.joined_at
        from games g join game_team_members t on t.shop_id = @shop and t.game_key = g.game_key
            join customers c on c.shop_id = @shop and c.customer_key = t.customer_key
        where g.shop_id = @shop and g.game_id = @gameId and t.customer_key = {BatchVariables.BuyerKey}
        """;

    private const string InsertSql = """
        insert into game_team_members (shop_id, game_key, customer_key, team_id, joined_at)
        values (@shop, @gameKey, @customer, @teamId, @now)
        """;
}
