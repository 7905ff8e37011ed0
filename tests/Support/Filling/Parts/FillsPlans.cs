using static SocialCommerce.TestSupport.Filling.FilledShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>
/// A published plan version with the rules that other parts need, and a draft under four-eyes publishing.
/// </summary>
internal sealed class FillsPlans : IFillsShop
{
    private static readonly object Draft = new
    {
        payDepth = 1,
        rules = new[]
        {
            new { ruleId = Mark, kind = "level", rates = new[] { new { depth = 1, tier = "T1", bps = 500 } } },
        },
    };

    private static readonly object Tasks = new
    {
        payDepth = 1,
        rules = new object[]
        {
            new
            {
                ruleId = Mark,
                kind = "level",
                rates = new[] { new { depth = 1, tier = "T1", bps = 500 } },
                budget = 100_000,
            },
            new { ruleId = $"{Mark}-task", kind = "project" },
            new { ruleId = $"{Mark}-pool", kind = "dividend", poolBps = 100, tier = "T1" },
        },
    };

    public IReadOnlyCollection<Type> Needs => [typeof(FillsOrders)];

    public async Task Fill(FilledShop filled)
    {
        var shop = filled.Shop;
        filled.Add("planId", await shop.Publish(Tasks));
        (await shop.Put("/v1/publishing-policy", new { fourEyes = true })).Must(200);
        filled.Add("otherPlanId", (await shop.Post("/v1/plans", new { content = Draft })).Must(201).Text("planId"));
    }
}
