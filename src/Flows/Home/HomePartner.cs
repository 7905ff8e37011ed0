using SocialCommerce.Commissions.Balances;

namespace SocialCommerce.Flows.Home;

/// <summary>A customer's state as a partner.</summary>
/// <param name="Tier">The partner tier held; absent for none.</param>
/// <param name="Active">False while suspended, and after resigning.</param>
/// <param name="Approved">Whether an operator has approved the customer as a partner.</param>
internal sealed record HomePartner(string? Tier, bool Active, bool Approved)
{
    public static HomePartner Of(PartnerSummaryRow? row) =>
        new(row?.Tier, row?.Active ?? true, row?.Approved ?? false);
}
