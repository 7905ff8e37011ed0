namespace SocialCommerce.Kernel.Database;

/// <summary>
/// The carry: a statement of a batch puts its result into a transaction-local setting, and later statements of the
/// same batch read it there, so that a read which needs an earlier one's result costs no further round trip and no
/// join across modules.
/// </summary>
public static class BatchVariables
{
    /// <summary>Name of the setting that holds the key of the person that the flow is about.</summary>
    public const string Buyer = "carry.buyer";

    /// <summary>Name of the setting that holds the keys of the ancestors, nearest first, as a bigint[].</summary>
    public const string Upline = "carry.upline";

    /// <summary>Name of the setting that holds the key of the order that the flow is about.</summary>
    public const string Order = "carry.order";

    /// <summary>Name of the setting that holds the keys of all orders of some people, as a bigint[].</summary>
    public const string Orders = "carry.orders";

    /// <summary>Name of the setting that holds the journal under which the flow books.</summary>
    public const string Journal = "carry.journal";

    /// <summary>SQL: the carried order's key.</summary>
    public const string OrderKey = $"nullif(current_setting('{Order}', true), '')::bigint";

    /// <summary>SQL: the carried person's key.</summary>
    public const string BuyerKey = $"nullif(current_setting('{Buyer}', true), '')::bigint";

    /// <summary>SQL: the keys of the carried orders.</summary>
    public const string OrderKeys = $"nullif(current_setting('{Orders}', true), '')::bigint[]";

    /// <summary>SQL: the carried ancestors' keys.</summary>
    public const string UplineKeys = $"nullif(current_setting('{Upline}', true), '')::bigint[]";
}
