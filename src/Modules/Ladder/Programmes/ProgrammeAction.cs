namespace SocialCommerce.Ladder.Programmes;

/// <summary>Something that the shop did for a customer within a programme.</summary>
/// <param name="ActionId">The merchant's own id.</param>
/// <param name="Channel" example="wechat">Through what.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="Warnings" example="heldOut">
/// <c>heldOut</c>: the customer is held out, which weakens the measured effect; <c>notEnrolled</c>: the customer is not
/// in the programme.
/// </param>
/// <param name="RecordedAt">When the API recorded it, by the shop's clock.</param>
public sealed record ProgrammeAction(
    string ActionId, string CustomerId, string Channel, DateTimeOffset OccurredAt, string[] Warnings,
    DateTimeOffset RecordedAt);
