namespace SocialCommerce.Touchpoints;

/// <summary>The words of Touchpoints in the API: parameters, ids, and names that many types share.</summary>
internal static class TouchpointsTerms
{
    /// <summary>Each name once in the whole product.</summary>
    public static readonly IReadOnlyList<Term> All =
    [
        Term.Id("touchpointId", "poster-42", "The merchant's own id of a touchpoint."),
        new("code", "K7XQ2M9P", "Public code of a touchpoint."),
    ];
}
