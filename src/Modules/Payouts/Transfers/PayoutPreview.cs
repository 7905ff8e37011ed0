namespace SocialCommerce.Payouts.Transfers;

/// <summary>What a sum would come to if it were paid out now.</summary>
/// <param name="Gross">Before tax.</param>
/// <param name="Tax">What would be withheld.</param>
/// <param name="Net">What would be paid.</param>
/// <param name="TaxMonth">The month in which it would count.</param>
/// <param name="TaxMode">
/// The shop's tax mode now: <c>none</c>, <c>cnLaborPerMonth</c>, <c>cnPlatformCumulative</c> or <c>external</c>.
/// </param>
/// <param name="TaxTable" example="cn-labor-2019">
/// The version of the rates; absent where nothing is withheld by rates.
/// </param>
public sealed record PayoutPreview(
    Money Gross, Money Tax, Money Net, string TaxMonth, string TaxMode, string? TaxTable);
