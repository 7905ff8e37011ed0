namespace SocialCommerce.Payouts.Accounts;

/// <summary>The statements about payees that several slices run.</summary>
internal static class AccountSql
{
    /// <summary>Locks a payee until the transaction ends: accounts and tax go one after the other.</summary>
    public const string LockSql = """
        select payee_key from payees where shop_id = @shop and payee_key = @key for no key update
        """;
}
