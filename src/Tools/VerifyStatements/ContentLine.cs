namespace SocialCommerce.VerifyStatements;

/// <summary>A line of a statement, as far as it is checked.</summary>
/// <param name="No">Its number.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Currency">Of the amount.</param>
/// <param name="EligibleAt">The later of maturity and recording.</param>
internal sealed record ContentLine(int No, long Amount, string Currency, DateTimeOffset EligibleAt);
