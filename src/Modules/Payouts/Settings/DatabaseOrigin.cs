using Microsoft.Extensions.Configuration;

namespace SocialCommerce.Payouts.Settings;

/// <summary>
/// What the operator says of the database's origin: a word that is changed after a disk was rolled back, which the
/// database itself cannot notice.
/// </summary>
public sealed class DatabaseOrigin(IConfiguration configuration)
{
    /// <summary>Setting: any word.</summary>
    public const string Setting = "SOCIALCOMMERCE_PAYOUT_ORIGIN";

    /// <summary>The word; empty without one.</summary>
    public string Word { get; } = configuration[Setting] ?? "";
}
