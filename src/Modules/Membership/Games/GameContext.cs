using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Games;

/// <summary>What games work with: the caller's shop, its clock and its member tiers.</summary>
internal sealed class GameContext(Db db, Caller caller, MemberCatalogues catalogues, TimeProvider time)
{
    /// <summary>The way to the database.</summary>
    public Db Db => db;

    /// <summary>The caller.</summary>
    public Caller Caller => caller;

    /// <summary>The caller's shop.</summary>
    public Shop Shop => caller.Shop;

    /// <summary>The machine's clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Refuses a customer who does not belong to a game's audience at a time.</summary>
    /// <exception cref="ProblemException">409 GAME_NOT_FOR_CUSTOMER.</exception>
    public async Task RequireAudience(
        GameRow game, string customerId, MemberRow? member, ShopState state, DateTimeOffset at,
        CancellationToken cancel)
    {
        if (Guest.Is(customerId)) throw Refused("A guest takes part in no game.");
        if (game.Terms.Audience is not { Kind: not GameAudience.Everyone } audience) return;
        var tier = member is null
            ? null
            : MemberRules.TierAt(member, await catalogues.Get(Shop.Id, state.SettingsVersion, cancel), at);
        if (!audience.Includes(tier?.Tier.TierId))
            throw Refused($"The game '{game.GameId}' is for customers with other member tiers.");
    }

    /// <summary>Refuses a time at which a game is not open.</summary>
    /// <exception cref="ProblemException">409 GAME_CLOSED.</exception>
    public static void RequireOpen(GameRow game, DateTimeOffset at, string? pointer = null)
    {
        if (at < game.Terms.From) throw GameProblems.GameClosed.Because(
            $"The game '{game.GameId}' opens at {Json.Text(game.Terms.From)}.", pointer);
        if (at >= game.End) throw GameProblems.GameClosed.Because(
            $"The game '{game.GameId}' ended at {Json.Text(game.End)}.", pointer);
    }

    /// <summary>Refuses a game of another kind.</summary>
    /// <exception cref="ProblemException">409 GAME_OF_ANOTHER_KIND.</exception>
    public static void RequireKind(GameRow game, string kind)
    {
        if (game.Terms.Kind != kind)
            throw GameProblems.GameOfAnotherKind.Because($"The game '{game.GameId}' is a {game.Terms.Kind}.");
    }

    private static ProblemException Refused(string detail) =>
        GameProblems.GameNotForCustomer.Because(detail, "#/customerId");
}
