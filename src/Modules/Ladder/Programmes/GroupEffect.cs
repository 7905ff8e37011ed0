namespace SocialCommerce.Ladder.Programmes;

/// <summary>What a group did before and after it was enrolled.</summary>
/// <param name="Group" example="treated"><c>treated</c> or <c>heldOut</c>.</param>
/// <param name="Customers" example="200">Customers whose window has passed: the denominator.</param>
/// <param name="Open" example="12">Customers whose window has not passed; they count in no figure.</param>
/// <param name="WithAction" example="190">Customers with an action within the window.</param>
/// <param name="Before">The window before the enrolment of each.</param>
/// <param name="After">The window after it.</param>
/// <param name="Change" example="0.25">How the factor changed: after less before; an amount in minor units.</param>
public sealed record GroupEffect(
    string Group, long Customers, long Open, long WithAction, GroupFigures Before, GroupFigures After,
    decimal? Change);
