namespace SocialCommerce.Membership.Games;

/// <summary>What kinds of games there are.</summary>
public static class GameKinds
{
    /// <summary>A draw for prizes (转盘).</summary>
    public const string Wheel = "wheel";

    /// <summary>A check-in on each day of the shop (打卡).</summary>
    public const string CheckIn = "checkIn";

    /// <summary>Teams that are ranked by what their members do (团队PK).</summary>
    public const string TeamContest = "teamContest";

    /// <summary>Every kind.</summary>
    public static readonly string[] All = [Wheel, CheckIn, TeamContest];
}
