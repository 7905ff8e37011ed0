namespace SocialCommerce.Membership.PrivilegeUses;

/// <summary>A use of a privilege.</summary>
/// <param name="UseId">The merchant's own id of the use.</param>
/// <param name="CustomerId">Who used it.</param>
/// <param name="Code" example="member-price">The privilege's code.</param>
/// <param name="UsedAt">When it was given.</param>
/// <param name="Quantity" example="1">How often at once.</param>
/// <param name="OrderId">The order that used it.</param>
/// <param name="Saved">What it saved the customer.</param>
/// <param name="TierId">The tier that the customer had then; absent for none.</param>
/// <param name="Breach" example="notMember">
/// What the customer was not entitled to, by what is known now: <c>notMember</c>: the customer had no tier;
/// <c>notInTier</c>: the tier has no such privilege; <c>overLimit</c>: its uses were used up; <c>notThatDay</c>: it was
/// not its day. Absent where nothing was broken.
/// </param>
/// <param name="RecordedAt">When it was recorded, by the shop's clock.</param>
/// <param name="CancelledAt">When its cancellation was recorded.</param>
public sealed record PrivilegeUse(
    string UseId, string CustomerId, string Code, DateTimeOffset UsedAt, int Quantity, string? OrderId, Money? Saved,
    string? TierId, string? Breach, DateTimeOffset RecordedAt, DateTimeOffset? CancelledAt);
