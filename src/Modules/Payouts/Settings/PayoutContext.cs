namespace SocialCommerce.Payouts.Settings;

/// <summary>What payout slices work with beside the database and the caller.</summary>
public sealed class PayoutContext(
    TimeProvider time, DatabaseOrigin origin, SecretProtector protector, PayoutRequirementsCheck guard)
{
    /// <summary>The machine's clock; a shop's own time comes from its state.</summary>
    public TimeProvider Time => time;

    /// <summary>What the operator says of the database's origin.</summary>
    public DatabaseOrigin Origin => origin;

    /// <summary>What the law wants before anything is paid out.</summary>
    public PayoutRequirementsCheck Guard => guard;

    /// <summary>Seals and opens secrets.</summary>
    public SecretProtector Vault => protector;
}
