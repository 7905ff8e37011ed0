namespace SocialCommerce.Books;

/// <summary>The words of Books in the API: parameters, ids, and names that many types share.</summary>
internal static class BooksTerms
{
    /// <summary>Each name once in the whole product.</summary>
    public static readonly IReadOnlyList<Term> All =
    [
        new("month", "2026-01", "Calendar month in the shop's time zone, such as `2026-01`."),
        new("days", "30,60,90",
            "Upper limits of the age groups in days, ascending, without the last group; `30,60,90` by default."),
    ];
}
