using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Steps;

/// <summary>Steps of tests about games.</summary>
internal static class GameSteps
{
    /// <summary>The terms of a wheel in December 2010 with some properties set.</summary>
    public static Dictionary<string, object?> Wheel(params (string Name, object? Value)[] changes) =>
        Terms("wheel", [("prizes", new[] { PointPrize("ten", 10) }), .. changes]);

    /// <summary>The terms of a game of check-ins in December 2010.</summary>
    public static Dictionary<string, object?> Streaks(params (int Days, int Points)[] streaks) => Terms(
        "checkIn", [("streaks", streaks.Select(one => new { days = one.Days, points = one.Points }).ToArray())]);

    /// <summary>The terms of a team contest in December 2010 by spend.</summary>
    public static Dictionary<string, object?> Contest(params (string Name, object? Value)[] changes) =>
        Terms("teamContest", [("contest", Teams()), .. changes]);

    /// <summary>Two teams, with 100 points for the members of the first and 10 for those of the second.</summary>
    public static object Teams(string metric = "spend", int settleDays = 0, params string[] teamIds) => new
    {
        metric,
        teamIds = teamIds.Length > 0 ? teamIds : ["north", "south"],
        settleDays,
        rewards = new[] { new { rank = 1, points = 100 }, new { rank = 2, points = 10 } },
    };

    /// <summary>A prize of points.</summary>
    public static object PointPrize(string prizeId, int points, int weight = 1, int? stock = null) =>
        new { prizeId, name = prizeId, kind = "points", weight, value = Pence(points), stock, points };

    /// <summary>A prize of a coupon.</summary>
    public static object Coupon(string prizeId, string templateId, int weight = 1, int? stock = null) =>
        new { prizeId, name = prizeId, kind = "coupon", weight, value = Pence(1_000), stock, templateId };

    /// <summary>A prize that the shop hands over.</summary>
    public static object Goods(string prizeId, int weight = 1, int? stock = null, long value = 500) =>
        new { prizeId, name = prizeId, kind = "goods", weight, value = Pence(value), stock };

    /// <summary>No prize.</summary>
    public static object Nothing(string prizeId, int weight = 1) =>
        new { prizeId, name = prizeId, kind = "nothing", weight };

    /// <summary>Defines a game.</summary>
    public static Task<Answer> PutGame(this TestShop shop, string gameId, Dictionary<string, object?> terms) =>
        shop.Put($"/v1/games/{gameId}", terms);

    /// <summary>Plays a wheel.</summary>
    public static Task<Answer> Play(
        this TestShop shop, string gameId, string playId, string customerId = "C", string? clientSeed = null) =>
        shop.Post($"/v1/games/{gameId}/plays", new { playId, customerId, clientSeed });

    /// <summary>Checks in.</summary>
    public static Task<Answer> CheckIn(
        this TestShop shop, string gameId, DateTimeOffset? checkedInAt = null, string customerId = "C") =>
        shop.Post($"/v1/games/{gameId}/check-ins", new { customerId, checkedInAt });

    /// <summary>Joins a team.</summary>
    public static Task<Answer> JoinTeam(this TestShop shop, string gameId, string teamId, string customerId = "C") =>
        shop.Post($"/v1/games/{gameId}/members", new { customerId, teamId });

    private static Dictionary<string, object?> Terms(string kind, (string Name, object? Value)[] changes)
    {
        var terms = new Dictionary<string, object?>
        {
            ["name"] = "n",
            ["kind"] = kind,
            ["goal"] = "g",
            ["rules"] = "r",
            ["from"] = Day(1, 0),
            ["until"] = Day(32, 0),
        };
        foreach (var (name, value) in changes) terms[name] = value;
        return terms;
    }
}
