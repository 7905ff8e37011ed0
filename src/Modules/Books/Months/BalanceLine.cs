using System.Globalization;

namespace SocialCommerce.Books.Months;

/// <summary>A line of a trial balance as it is kept.</summary>
internal sealed record BalanceLine(
    long LineNo, string Account, string? CustomerId, long Opening, long Received, long Given)
{
    private long Closing => Opening + Received - Given;

    public GetTrialBalance.Line ToLine(Shop shop, Func<string, string> number) => new(CustomerId, new AccountBalance(
        Account, number(Account), shop.Money(Opening), shop.Money(Received), shop.Money(Given), shop.Money(Closing)));

    public string?[] Fields(string currency, Func<string, string> number) =>
    [
        Account, number(Account), CustomerId, Positive(-Opening), Positive(Opening), Positive(Given),
        Positive(Received), Positive(-Closing), Positive(Closing), currency,
    ];

    private static string Positive(long amount) => Math.Max(amount, 0).ToString(CultureInfo.InvariantCulture);
}
