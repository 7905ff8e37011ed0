namespace SocialCommerce.Kernel.Accounting;

/// <summary>An amount in the currency's minor unit (fen, pence), never a fraction.</summary>
/// <param name="Amount">Minor units, −10¹²…10¹².</param>
/// <param name="Currency" example="CNY">ISO 4217, three capital letters.</param>
public sealed record Money(long Amount, string Currency)
{
    /// <summary>The largest amount in a request, in minor units (docs/commission-rules.md#numbers).</summary>
    public const long Limit = 1_000_000_000_000;

    /// <summary>In the currency's major unit, as people write it: <c>-12.30 GBP</c>.</summary>
    public string ForPeople() => $"{Currencies.Major(Amount, Currency)} {Currency}";
}
