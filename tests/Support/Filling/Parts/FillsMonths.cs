using static SocialCommerce.TestSupport.Filling.FilledShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>A closed and signed month.</summary>
internal sealed class FillsMonths : IFillsShop
{
    public IReadOnlyCollection<Type> Needs =>
    [
        typeof(FillsPayouts), typeof(FillsDisputes), typeof(FillsProjects), typeof(FillsHolds), typeof(FillsBacktests),
    ];

    public async Task Fill(FilledShop filled)
    {
        var shop = filled.Shop;
        (await shop.Put("/v1/chart-of-accounts", new { accounts = new[] { new { account = "paid", number = Mark } } }))
            .Must(200);
        var month = (await shop.Post("/v1/months", new { month = "2011-01" })).Must(201);
        (await filled.Second.Post("/v1/months/2011-01/signatures", new { hash = month.Text("hash") })).Must(200);
        filled.Add("month", "2011-01");
    }
}
