namespace SocialCommerce.Books.Months;

/// <summary>An account in a month. What it received less what it gave is the difference of the two balances.</summary>
/// <param name="Account" example="available">The ledger's account.</param>
/// <param name="Number" example="2241.01">
/// Its number in the merchant's books, as the chart was when the month was closed.
/// </param>
/// <param name="Opening">Balance at the month's beginning; below 0 where an account gave more than it received.</param>
/// <param name="Received">Received in the month.</param>
/// <param name="Given">Given in the month.</param>
/// <param name="Closing">Balance at the month's end.</param>
public sealed record AccountBalance(
    string Account, string Number, Money Opening, Money Received, Money Given, Money Closing);
