namespace SocialCommerce.Ladder.Programmes;

/// <summary>A customer who is enrolled in a programme.</summary>
/// <param name="Group" example="treated"><c>treated</c> or <c>heldOut</c>.</param>
/// <param name="EnrolledAt">When the customer was enrolled, by the shop's clock.</param>
public sealed record Participant(string CustomerId, string Group, DateTimeOffset EnrolledAt)
{
    /// <summary>For whom the programme does something.</summary>
    public const string Treated = "treated";

    /// <summary>For whom nothing is done.</summary>
    public const string HeldOut = "heldOut";
}
