namespace SocialCommerce.Ladder;

/// <summary>The scopes of the module's operations.</summary>
public static class Scopes
{
    public const string OrdersRead = "orders:read";
    public const string OrdersWrite = "orders:write";
    public const string ProductsRead = "products:read";
    public const string ProductsWrite = "products:write";
    public const string CustomersRead = Kernel.Http.Scopes.CustomersRead;
    public const string CustomersWrite = Kernel.Http.Scopes.CustomersWrite;
}
