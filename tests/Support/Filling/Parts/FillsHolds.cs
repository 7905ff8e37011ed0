using static SocialCommerce.TestSupport.Filling.FilledShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>An accrual stop holds what another order earns, which has a case and a chargeback as well.</summary>
internal sealed class FillsHolds : IFillsShop
{
    public IReadOnlyCollection<Type> Needs => [typeof(FillsSettlements)];

    public async Task Fill(FilledShop filled)
    {
        var (shop, held) = (filled.Shop, $"/v1/orders/{Mark}-held");
        (await shop.Post("/v1/accrual-stops", new
        {
            accrualStopId = $"{Mark}-stop",
            scope = "person",
            target = Partner,
            reason = Mark,
        })).Must(201);
        (await shop.OpenOrder($"{Mark}-held", Buyer, PeriodEnd.AddDays(39), 5_000)).Must(201);
        (await shop.Post($"{held}/after-sales", new { caseId = $"{Mark}-case", openedAt = PeriodEnd.AddDays(40) }))
            .Must(200);
        (await shop.Post($"{held}/chargebacks", new
        {
            chargebackId = $"{Mark}-chargeback",
            openedAt = PeriodEnd.AddDays(40),
        })).Must(200);
        filled.Add("accrualStopId", $"{Mark}-stop");
        filled.Add("caseId", $"{Mark}-case");
        filled.Add("chargebackId", $"{Mark}-chargeback");
    }
}
