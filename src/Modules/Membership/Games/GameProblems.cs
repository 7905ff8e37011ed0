namespace SocialCommerce.Membership.Games;

/// <summary>Refusals of games.</summary>
public static class GameProblems
{
    /// <summary>404: there is no such game.</summary>
    public static readonly ProblemType GameNotFound = ProblemType.NotFound(
        "GAME_NOT_FOUND", "There is no such game.", "Define the game first, and check the id.");

    /// <summary>409: what a game is stays.</summary>
    public static readonly ProblemType GameFixed = ProblemType.Conflict(
        "GAME_FIXED", "This part of the game cannot be changed any more.", "Define another game, and end this one.");

    /// <summary>409: what has ended stays as it is.</summary>
    public static readonly ProblemType GameEnded = ProblemType.Conflict(
        "GAME_ENDED", "The game has ended and cannot be changed.", "Define another game.");

    /// <summary>409: not yet, or no more.</summary>
    public static readonly ProblemType GameClosed = ProblemType.Conflict(
        "GAME_CLOSED", "The game is not open at that time.",
        "Take part between the beginning and the end of the game.");

    /// <summary>409: another operation is for games of this kind.</summary>
    public static readonly ProblemType GameOfAnotherKind = ProblemType.Conflict(
        "GAME_OF_ANOTHER_KIND", "The game is of another kind.",
        "Play a wheel, check in where days are counted, and join a team of a team contest.");

    /// <summary>409: the game is for others.</summary>
    public static readonly ProblemType GameNotForCustomer = ProblemType.Conflict(
        "GAME_NOT_FOR_CUSTOMER", "The customer does not belong to the game's audience.",
        "Offer the customer another game; claim a guest first.");

    /// <summary>409: no more plays for this customer.</summary>
    public static readonly ProblemType GameLimitReached = ProblemType.Conflict(
        "GAME_LIMIT_REACHED", "The customer has played as often as the game allows.",
        "Do not repeat the play; the limit of a day ends with the day.");

    /// <summary>409: nothing can be won any more.</summary>
    public static readonly ProblemType GameSoldOut = ProblemType.Conflict(
        "GAME_SOLD_OUT", "No prize of the game is left for the customer.", "End the game, or raise the stock.");

    /// <summary>409: the play is another one.</summary>
    public static readonly ProblemType GamePlayConflict = ProblemType.Conflict(
        "GAME_PLAY_CONFLICT", "The play is known with other content.",
        "Use another playId for another play; send a repetition unchanged.");

    /// <summary>409: a customer has one team.</summary>
    public static readonly ProblemType TeamJoined = ProblemType.Conflict(
        "TEAM_JOINED", "The customer is in another team of the contest.", "A customer stays in the first team.");

    /// <summary>422: the contest has no such team.</summary>
    public static readonly ProblemType TeamUnknown = ProblemType.Invalid(
        "TEAM_UNKNOWN", "The contest has no such team.", "Use one of the contest's teamIds.");

    /// <summary>422: a prize is worth more than the law or the shop allows.</summary>
    public static readonly ProblemType PrizeValueExceeded = ProblemType.Invalid(
        "PRIZE_VALUE_EXCEEDED", "A prize is worth more than a prize may be.",
        "Lower the value, or set another limit where the law allows it.");
}
