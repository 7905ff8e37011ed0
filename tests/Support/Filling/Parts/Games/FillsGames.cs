using static SocialCommerce.TestSupport.Filling.FilledShop;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Filling.Parts.Games;

/// <summary>A wheel that was played, a game of check-ins, and a team contest with a member.</summary>
internal sealed class FillsGames : IFillsShop
{
    public IReadOnlyCollection<Type> Needs => [typeof(FillsOrders)];

    public async Task Fill(FilledShop filled)
    {
        var shop = filled.Shop;
        await Put($"{Mark}-game", "wheel", ("prizes", new[]
        {
            new
            {
                prizeId = $"{Mark}-prize",
                name = Mark,
                kind = "points",
                weight = 1,
                value = Pence(1),
                stock = 1_000,
                points = 1,
            },
        }));
        await Put($"{Mark}-check-ins", "checkIn", ("streaks", new[] { new { days = 1, points = 1 } }));
        await Put($"{Mark}-contest", "teamContest", ("contest", new
        {
            metric = "spend",
            teamIds = new[] { $"{Mark}-team", "other" },
            settleDays = 1,
            rewards = new[] { new { rank = 1, points = 1 } },
        }));
        (await shop.Post($"/v1/games/{Mark}-game/plays", new
        {
            playId = $"{Mark}-play",
            customerId = Buyer,
            clientSeed = Mark,
        })).Must(201);
        (await shop.Post($"/v1/games/{Mark}-check-ins/check-ins", new { customerId = Buyer })).Must(201);
        (await shop.Post($"/v1/games/{Mark}-contest/members", new { customerId = Buyer, teamId = $"{Mark}-team" }))
            .Must(201);
        filled.Add("gameId", $"{Mark}-game");

        async Task Put(string gameId, string kind, (string Name, object Value) part) =>
            (await shop.Put($"/v1/games/{gameId}", new Dictionary<string, object>
            {
                ["name"] = Mark,
                ["kind"] = kind,
                ["goal"] = Mark,
                ["rules"] = Mark,
                ["from"] = Day(1),
                ["until"] = Day(365),
                [part.Name] = part.Value,
            })).Must(200);
    }
}
