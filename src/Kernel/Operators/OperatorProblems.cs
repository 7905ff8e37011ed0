namespace SocialCommerce.Kernel.Operators;

/// <summary>Refusals that keep two persons apart.</summary>
public static class OperatorProblems
{
    /// <summary>409: the id looks like that of another operator.</summary>
    public static readonly ProblemType OperatorLooksAlike = ProblemType.Conflict(
        "OPERATOR_LOOKS_ALIKE", "The id looks like that of another operator.", "Choose an id that cannot be confused.");

    /// <summary>409: a backend prepared the request.</summary>
    public static readonly ProblemType FirstPersonMissing = ProblemType.Conflict(
        "FIRST_PERSON_MISSING", "A backend prepared the request.",
        "Let a named person prepare the request, and another one approve it.");

    /// <summary>403: a second person must do this.</summary>
    public static readonly ProblemType SamePerson = ProblemType.Forbidden(
        "SAME_PERSON", "A second person must do this.", "Ask another person with the role.");

    /// <summary>403: the person would decide about their own money.</summary>
    public static readonly ProblemType OwnMoney = ProblemType.Forbidden(
        "OWN_MONEY", "The person would decide about their own money.", "Ask another person to decide.");
}
