namespace SocialCommerce.Books.Months;

/// <summary>An account of a month over all people.</summary>
internal sealed record AccountSum(string Month, string Account, long Opening, long Received, long Given)
{
    public AccountBalance ToBalance(Shop shop, Func<string, string> number) => new(
        Account, number(Account), shop.Money(Opening), shop.Money(Received), shop.Money(Given),
        shop.Money(Opening + Received - Given));
}
