namespace SocialCommerce.Commissions.Compliance;

/// <summary>From where on a measure is a finding, and how bad a one.</summary>
/// <param name="Severity">
/// <c>refuse</c> stops publishing, <c>flag</c> asks a named person's acknowledgement, <c>info</c> is for reading.
/// </param>
/// <param name="Above">A finding above this.</param>
/// <param name="Below">A finding below this.</param>
/// <param name="People">Only from so many people on.</param>
public sealed record GuardLimit(string Severity, long? Above = null, long? Below = null, long? People = null)
{
    internal bool IsPassed(long value, long people) =>
        (value > Above || value < Below) && people >= (People ?? 0);
}
