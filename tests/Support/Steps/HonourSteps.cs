using Shouldly;

namespace SocialCommerce.TestSupport.Steps;

/// <summary>Steps of tests about leaderboards and badges.</summary>
internal static class HonourSteps
{
    /// <summary>Defines a leaderboard.</summary>
    public static Task<Answer> Board(
        this TestShop shop, string boardId, string metric = "spend", string period = "month", int places = 10,
        int settleDays = 0, string status = "active", string name = "n") =>
        shop.Put($"/v1/leaderboards/{boardId}", new { name, metric, period, places, settleDays, status });

    /// <summary>Defines a badge.</summary>
    public static Task<Answer> Badge(
        this TestShop shop, string badgeId, object? rule = null, string kind = "badge", int? validityDays = null,
        string status = "active") =>
        shop.Put($"/v1/badges/{badgeId}", new { name = $"{badgeId}!", kind, rule, validityDays, status });

    /// <summary>A person awards a badge.</summary>
    public static Task<Answer> Award(
        this TestShop person, string badgeId, string awardId, string customerId = "C", string reason = "r") =>
        person.Post($"/v1/badges/{badgeId}/awards", new { awardId, customerId, reason });

    /// <summary>A person takes an award back.</summary>
    public static Task<Answer> Revoke(this TestShop person, string badgeId, string awardId, string reason = "why") =>
        person.Post($"/v1/badges/{badgeId}/awards/{awardId}/revoke", new { reason });

    /// <summary>The entries of a board, as <c>1 A 500</c>.</summary>
    public static async Task<string[]> Rankings(this TestShop shop, string boardId, string? startsOn = null) =>
        Entries(await shop.Get(
            $"/v1/leaderboards/{boardId}/rankings" + (startsOn is null ? "" : $"?startsOn={startsOn}")));

    /// <summary>The entries of an answer.</summary>
    public static string[] Entries(Answer answer) => [.. answer.Must(200).List("entries").Select(one =>
        $"{one.GetProperty("rank").GetInt32()} {one.GetProperty("customerId").GetString()} "
            + $"{one.GetProperty("score").GetInt64()}")];

    /// <summary>The awards of a badge, the oldest first, as <c>C 2010-12-01</c>; without a period <c>C</c>.</summary>
    public static async Task<string[]> AwardsOf(this TestShop shop, string badgeId) =>
    [
        .. (await shop.Get($"/v1/badges/{badgeId}/awards?limit=100")).Must(200).List("data").Reverse().Select(one =>
            one.GetProperty("customerId").GetString()
                + (one.TryGetProperty("startsOn", out var day) ? $" {day.GetString()}" : "")),
    ];

    /// <summary>Waits until a badge has so many awards, and no more.</summary>
    public static async Task UntilAwarded(this TestShop shop, string badgeId, params string[] awards)
    {
        for (var tries = 0; tries < 500; tries++, await Task.Delay(20))
            if ((await shop.AwardsOf(badgeId)).Length >= awards.Length) break;
        (await shop.AwardsOf(badgeId)).ShouldBe(awards, ignoreOrder: true);
    }

    /// <summary>Waits until a period of a board is frozen.</summary>
    public static async Task<Answer> UntilFrozen(this TestShop shop, string boardId, string startsOn)
    {
        for (var tries = 0; tries < 500; tries++, await Task.Delay(20))
        {
            var answer = (await shop.Get($"/v1/leaderboards/{boardId}/rankings?startsOn={startsOn}")).Must(200);
            if (answer.Json.TryGetProperty("frozenAt", out _)) return answer;
        }
        throw new InvalidOperationException($"{boardId} of {startsOn} was not frozen.");
    }
}
