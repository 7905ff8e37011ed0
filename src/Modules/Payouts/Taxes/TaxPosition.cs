namespace SocialCommerce.Payouts.Taxes;

/// <summary>What a payee has been paid in the period over which tax adds up, before the payment in question.</summary>
/// <param name="Gross">Paid before tax, minor units; what failed finally no longer counts.</param>
/// <param name="Withheld">Withheld from it and not given back.</param>
/// <param name="Months">Months from the year's first payment to this one, this one included; 1 by the month.</param>
internal readonly record struct TaxPosition(long Gross, long Withheld, int Months = 1)
{
    /// <summary>The position after one more payment.</summary>
    public TaxPosition After(long gross, long tax) => this with { Gross = Gross + gross, Withheld = Withheld + tax };
}
