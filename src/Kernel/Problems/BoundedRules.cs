using System.Text.RegularExpressions;

namespace SocialCommerce.Kernel.Problems;

/// <summary>Rules on how long, how many and how much, which the OpenAPI document shows.</summary>
public static class BoundedRules
{
    private const string Range = "Must be between {From} and {To}.";

    /// <summary>A text of so many characters that fits; null does not.</summary>
    public static IRuleBuilderOptions<T, string?> Text<T>(
        this IRuleBuilder<T, string?> rule, int least, int most, Func<string, bool>? fits = null) =>
        rule.Text(new Bound(least, most), fits ?? (_ => true));

    /// <summary>A text of at most so many characters; it may be empty or left out.</summary>
    public static IRuleBuilderOptions<T, string?> AtMost<T>(this IRuleBuilder<T, string?> rule, int most) => rule
        .MaximumLength(most).WithErrorCode("TOO_LONG").WithMessage("Has at most {MaxLength} characters.");

    /// <summary>A text of so many characters of one class.</summary>
    /// <param name="rule">What it is a rule of.</param>
    /// <param name="characters">The class as a regular expression has it: <c>A-Za-z0-9</c>.</param>
    /// <param name="least">Least characters.</param>
    /// <param name="most">Most characters.</param>
    public static IRuleBuilderOptions<T, string?> Characters<T>(
        this IRuleBuilder<T, string?> rule, string characters, int least, int most)
    {
        var only = new Regex($@"^[{characters}]*\z", RegexOptions.CultureInvariant);
        var number = least == most ? $"{least}" : $"{least},{most}";
        return rule.Text(new Bound(least, most, $"^[{characters}]{{{number}}}$"), only.IsMatch);
    }

    /// <summary>A month, written 2026-01.</summary>
    public static IRuleBuilderOptions<T, string?> Month<T>(this IRuleBuilder<T, string?> rule) => rule
        .Text(7, 7, month => Periods.MonthStart(month) is not null)
        .WithErrorCode("MONTH_INVALID").WithMessage("A month is written 2026-01.");

    /// <summary>A date, written 2026-01-31.</summary>
    public static IRuleBuilderOptions<T, string?> Date<T>(this IRuleBuilder<T, string?> rule) => rule
        .Text(10, 10, Periods.IsDate)
        .WithErrorCode("DATE_INVALID").WithMessage("A date is written 2026-01-31.");

    /// <summary>A list of so many elements, or none at all.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyCollection<object>?> Count<T>(
        this IRuleBuilder<T, IReadOnlyCollection<object>?> rule, int least, int most) =>
        rule.SetValidator(new BoundedRule<T, IReadOnlyCollection<object>?>(
            new Bound(least > 0 ? least : null, most),
            list => list is null || (list.Count >= least && list.Count <= most)));

    /// <summary>A number in a range, with the code that most ranges have.</summary>
    public static IRuleBuilderOptions<T, TNumber> Between<T, TNumber>(
        this IRuleBuilder<T, TNumber> rule, TNumber least, TNumber most)
        where TNumber : IComparable<TNumber>, IComparable => rule
        .InclusiveBetween(least, most).WithErrorCode("OUT_OF_RANGE").WithMessage(Range);

    /// <summary>The same of a number that may be left out.</summary>
    public static IRuleBuilderOptions<T, TNumber?> Between<T, TNumber>(
        this IRuleBuilder<T, TNumber?> rule, TNumber least, TNumber most)
        where TNumber : struct, IComparable<TNumber>, IComparable => rule
        .InclusiveBetween(least, most).WithErrorCode("OUT_OF_RANGE").WithMessage(Range);

    internal static IRuleBuilderOptions<T, string?> Text<T>(
        this IRuleBuilder<T, string?> rule, Bound bound, Func<string, bool> fits) =>
        rule.SetValidator(new BoundedRule<T, string?>(
            bound, text => text is not null && text.Length >= bound.Least && text.Length <= bound.Most && fits(text)));
}
