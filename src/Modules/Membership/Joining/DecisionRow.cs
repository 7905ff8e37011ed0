namespace SocialCommerce.Membership.Joining;

/// <summary>A person's decision about a membership, as it is kept.</summary>
public sealed record DecisionRow(
    long CustomerKey, string DecisionId, string Outcome, string Reason, string DecidedBy, DateTimeOffset DecidedAt)
{
    /// <summary>The membership stays although its order went back.</summary>
    public const string Keep = "keep";

    /// <summary>The membership ends; a later order may found another one.</summary>
    public const string End = "end";
}
