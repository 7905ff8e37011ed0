namespace SocialCommerce.Payouts.TaxReports;

/// <summary>What a month of payment comes to.</summary>
internal sealed record TaxMonthRow(string Month, long Transfers, long Gross, long Withheld, long Remitted)
{
    /// <summary>What is left to remit; below 0 after tax was returned of what had been remitted.</summary>
    public long Payable => Withheld - Remitted;
}
