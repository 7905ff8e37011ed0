using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Reconciliation;

/// <summary>A transfer to book again.</summary>
/// <param name="Row">Its place in the list.</param>
/// <param name="Beyond">What it takes beyond the settled balance.</param>
internal sealed record Recovery(
    int Row, PaidCustomer Customer, string Month, string? TaxTable, TransferPart Part, long Beyond);
