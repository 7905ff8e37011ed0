using static SocialCommerce.TestSupport.Filling.FilledShop;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>The period ends, 40 days go by, and what is mature is settled.</summary>
internal sealed class FillsSettlements : IFillsShop
{
    public IReadOnlyCollection<Type> Needs =>
        [typeof(FillsOrders), typeof(FillsWaitingEvents), typeof(FillsPartners), typeof(FillsAdjustments)];

    public async Task Fill(FilledShop filled)
    {
        var shop = filled.Shop;
        await shop.SetClock(PeriodEnd.AddDays(40));
        (await shop.Post("/v1/dividends", new { periodStart = Day(1), periodEnd = PeriodEnd })).Must(201);
        (await shop.Post("/v1/settlements", new { periodEnd = PeriodEnd })).Must(201);
        var statements = (await shop.Get($"/v1/partners/{Partner}/statements")).Must(200);
        filled.Add("periodEnd", "2011-01-01T00:00:00Z");
        filled.Add("statementId", statements.List("data")[0].GetProperty("statementId").GetString()!);
    }
}
