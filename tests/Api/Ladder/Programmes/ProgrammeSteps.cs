namespace SocialCommerce.ApiTests.Ladder.Programmes;

/// <summary>Steps of tests on programmes.</summary>
internal static class ProgrammeSteps
{
    public static Task<Answer> Programme(
        this TestShop shop, string factor = "frequency", string lever = "regularEvents", int windowDays = 10,
        int heldOutBps = 5_000, string name = "Member day") =>
        shop.Put("/v1/programmes/p", new { name, factor, lever, windowDays, heldOutBps });

    public static Task<Answer> Enrol(this TestShop shop, params string[] customerIds) =>
        shop.Post("/v1/programmes/p/participants", new { customerIds });

    public static Task<Answer> Act(
        this TestShop shop, string actionId, string customerId, DateTimeOffset occurredAt, string channel = "wechat") =>
        shop.Post("/v1/programmes/p/actions", new { actionId, customerId, channel, occurredAt });

    public static async Task<string[]> Group(this TestShop shop, string? group = null)
    {
        var filter = group is null ? "" : $"&group={group}";
        return
        [
            .. (await shop.Get($"/v1/programmes/p/participants?limit=100{filter}")).Must(200).List("data")
                .Select(one => one.GetProperty("customerId").GetString()!),
        ];
    }
}
