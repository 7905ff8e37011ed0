namespace SocialCommerce.Ladder.Programmes;

/// <summary>A customer who is enrolled in a programme.</summary>
/// <param name="Group" example="treated"><c>treated</c> or <c>heldOut</c>.</param>
/// <param name="EnrolledAt">When the customer was enrolled, by the shop's clock.</param>
public sealed record Participant(string CustomerId, string Group, DateTimeOffset EnrolledAt)
{
    /// <summary>The programme is for this customer.</summary>
    public const string Treated = "treated";

    /// <summary>This customer is left alone.</summary>
    public const string HeldOut = "heldOut";
}
