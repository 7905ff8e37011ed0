namespace SocialCommerce.Books;

/// <summary>
/// The scopes of the module's operations: a key that reads or changes commissions does so with their books.
/// </summary>
internal static class Scopes
{
    public const string CommissionsRead = "commissions:read";
    public const string CommissionsWrite = "commissions:write";
}
