namespace SocialCommerce.Membership.Games;

/// <summary>Sets what a prize may be worth at most (抽奖式有奖销售的最高奖).</summary>
internal static class PutGameSettings
{
    /// <summary>
    /// 50,000.00: the most that the prize of a lottery may be worth in China (Anti-Unfair Competition Law); other shops
    /// set their own.
    /// </summary>
    internal static readonly Setting<Body> Setting = new("gameSettings", new Body(5_000_000));

    /// <summary>The limit.</summary>
    /// <param name="MaxPrizeValueMinor">
    /// The most that a prize may be worth, in minor units; 5000000 by default, the legal limit of a lottery in China.
    /// </param>
    public sealed record Body(long MaxPrizeValueMinor);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPutSetting<Body>("/v1/game-settings")
            .Describe(
                "putGameSettings", "Games", "Set the game settings",
                "Sets the most that a prize of a game may be worth. Games that are defined or changed from now on are "
                    + "held to it; those in force stay as they are. Sending the settings in force changes nothing.")
            .Example("""{"maxPrizeValueMinor": 1000000}""")
            .Scope(Scopes.MembershipWrite).ForBackends(Roles.Operator)
            .Problems(CommonProblems.ValidationFailed);
        routes.MapGetSetting<Body>("/v1/game-settings")
            .Describe(
                "getGameSettings", "Games", "Get the game settings",
                "Returns the most that a prize of a game may be worth.")
            .Scope(Scopes.MembershipRead);
    }

    internal sealed class Validator : AbstractValidator<PutSetting<Body>>
    {
        public Validator() => RuleFor(c => c.Body.MaxPrizeValueMinor).AmountFrom(0);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : SettingHandler<Body>(Setting, db, caller, time);
}
