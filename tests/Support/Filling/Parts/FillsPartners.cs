using static SocialCommerce.TestSupport.Filling.FilledShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>The partner's application, approval and training.</summary>
internal sealed class FillsPartners : IFillsShop
{
    public IReadOnlyCollection<Type> Needs => [typeof(FillsPlans)];

    public async Task Fill(FilledShop filled)
    {
        var shop = filled.Shop;
        var application = await shop.Post("/v1/partner-applications", new { customerId = Partner, note = Mark });
        (await shop.Post($"/v1/partners/{Partner}/approvals", new { approvedBy = Mark })).Must(201);
        (await shop.Post($"/v1/partners/{Partner}/trainings", new { trainingId = $"{Mark}-exam" })).Must(201);
        filled.Add("applicationId", application.Must(201).Text("applicationId"));
    }
}
