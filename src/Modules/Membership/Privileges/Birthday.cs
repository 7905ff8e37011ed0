namespace SocialCommerce.Membership.Privileges;

/// <summary>A day of the year; the year of birth is not asked for.</summary>
/// <param name="Month" example="2">1 to 12.</param>
/// <param name="Day" example="29">1 to 31; who was born on 29 February has it on 1 March of other years.</param>
public sealed record Birthday(int Month, int Day)
{
    private const int LeapYear = 2_000;

    /// <summary>Whether there is such a day.</summary>
    internal bool Exists => Month is >= 1 and <= 12 && Day >= 1 && Day <= DateTime.DaysInMonth(LeapYear, Month);

    /// <summary>The birthday in a year.</summary>
    internal DateOnly In(int year) =>
        Day > DateTime.DaysInMonth(year, Month) ? new DateOnly(year, Month + 1, 1) : new DateOnly(year, Month, Day);
}
