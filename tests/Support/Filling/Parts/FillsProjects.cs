using static SocialCommerce.TestSupport.Filling.FilledShop;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>A project that the partner works on.</summary>
internal sealed class FillsProjects : IFillsShop
{
    public IReadOnlyCollection<Type> Needs => [typeof(FillsSettlements)];

    public async Task Fill(FilledShop filled)
    {
        (await filled.Second.Post("/v1/projects", new
        {
            projectId = $"{Mark}-project",
            content = new
            {
                ruleId = $"{Mark}-task",
                goal = Mark,
                deadline = PeriodEnd.AddYears(1),
                amount = Pence(900),
                split = new[] { new { customerId = Partner, bps = 10_000 } },
            },
        })).Must(201);
        filled.Add("projectId", $"{Mark}-project");
    }
}
