using SocialCommerce.Membership.Privileges;

namespace SocialCommerce.Membership.Points;

/// <summary>A multiplier around the customer's birthday, by the shop's calendar.</summary>
/// <param name="MultiplierBps" example="20000">Of what an order earns: 20000 doubles it.</param>
/// <param name="Span" example="day">
/// <c>day</c>: orders paid on the birthday; <c>month</c>: orders paid in its month. A birthday on 29 February is on 1
/// March of other years; its month is February in each.
/// </param>
public sealed record BirthdayPoints(int MultiplierBps, string Span = BirthdayPoints.Day)
{
    /// <summary>Orders paid on the birthday.</summary>
    public const string Day = "day";

    /// <summary>Orders paid in the month of the birthday.</summary>
    public const string Month = "month";

    /// <summary>Whether it counts on a day for who was born on another.</summary>
    internal bool Takes(Birthday birthday, DateOnly day) =>
        Span == Month ? birthday.Month == day.Month : birthday.In(day.Year) == day;
}
