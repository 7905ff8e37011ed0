using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Ladder.Journeys;

/// <summary>An order after one of its refunds or amendments.</summary>
/// <param name="Id">The merchant's id of the refund or amendment.</param>
/// <param name="At">When it took effect for the buyer.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Amends">Whether it is an amendment.</param>
/// <param name="Amendments">How many amendments count by then.</param>
/// <param name="Lines">What it leaves of the lines.</param>
/// <param name="Worths">What the lines were worth then.</param>
public sealed record RestStep(
    string Id, DateTimeOffset At, DateTimeOffset RecordedAt, bool Amends, int Amendments, LineRest[] Lines,
    IReadOnlyList<LineWorth> Worths);
