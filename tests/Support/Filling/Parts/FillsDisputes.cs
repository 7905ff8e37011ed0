using static SocialCommerce.TestSupport.Filling.FilledShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>A dispute about the first line of the partner's statement.</summary>
internal sealed class FillsDisputes : IFillsShop
{
    public IReadOnlyCollection<Type> Needs => [typeof(FillsSettlements)];

    public async Task Fill(FilledShop filled)
    {
        (await filled.Shop.Post($"/v1/partners/{Partner}/disputes", new
        {
            disputeId = $"{Mark}-dispute",
            reason = Mark,
            statementId = filled.Ids["statementId"],
            lineNo = 1,
        })).Must(201);
        filled.Add("disputeId", $"{Mark}-dispute");
    }
}
