namespace SocialCommerce.Kernel.Problems;

/// <summary>Problems that most operations share.</summary>
public static class CommonProblems
{
    /// <summary>400: the request is malformed.</summary>
    public static readonly ProblemType MalformedRequest = ProblemType.Malformed(
        "MALFORMED_REQUEST", "The request is malformed.",
        "Correct the address, the headers or the body, and send the request again.");

    /// <summary>400: the body is not the JSON that this operation reads.</summary>
    public static readonly ProblemType MalformedJson = ProblemType.Malformed(
        "MALFORMED_JSON", "The body is not the JSON that this operation reads.",
        "Correct the property that errors[].pointer names.");

    /// <summary>400: the cursor is not one that this API returned.</summary>
    public static readonly ProblemType CursorUnreadable = ProblemType.Malformed(
        "CURSOR_UNREADABLE", "The cursor is not one that this API returned.", "Start again without a cursor.");

    /// <summary>404: there is no such address.</summary>
    public static readonly ProblemType NotFound = ProblemType.NotFound(
        "NOT_FOUND", "There is no such address.", "Check the path against the OpenAPI document.");

    /// <summary>404: there is no such problem type.</summary>
    public static readonly ProblemType ProblemTypeNotFound = ProblemType.NotFound(
        "PROBLEM_TYPE_NOT_FOUND", "There is no such problem type.", "Look the code up in api-spec/problems.json.");

    /// <summary>405: the address does not take this method.</summary>
    public static readonly ProblemType MethodNotAllowed = ProblemType.Of(405,
        "METHOD_NOT_ALLOWED", "The address does not take this method.",
        "Use a method that the OpenAPI document lists for the path.");

    /// <summary>409: the same thing is being done right now.</summary>
    public static readonly ProblemType StillRunning = ProblemType.Conflict(
        "STILL_RUNNING", "The same thing is being done right now.", "Send the same request again after Retry-After.");

    /// <summary>412: if-Match names a version that is not the latest.</summary>
    public static readonly ProblemType ChangedMeanwhile = ProblemType.Of(412,
        "CHANGED_MEANWHILE", "If-Match names a version that is not the latest.",
        "Read the resource again and repeat the change with its ETag.");

    /// <summary>413: the body is too large.</summary>
    public static readonly ProblemType BodyTooLarge = ProblemType.Of(413,
        "BODY_TOO_LARGE", "The body is too large.", "Send less in one request.");

    /// <summary>415: the body is not declared as JSON.</summary>
    public static readonly ProblemType ContentTypeNotJson = ProblemType.Of(415,
        "CONTENT_TYPE_NOT_JSON", "The body is not declared as JSON.", "Send Content-Type: application/json.");

    /// <summary>422: the request breaks a rule.</summary>
    public static readonly ProblemType ValidationFailed = ProblemType.Invalid(
        "VALIDATION_FAILED", "The request breaks a rule.", "Correct every place that errors[] names.");

    /// <summary>422: a text is longer than the API takes.</summary>
    public static readonly ProblemType TextTooLong = ProblemType.Invalid(
        "TEXT_TOO_LONG", "A text is longer than the API takes.", "Shorten the text that errors[].pointer names.");

    /// <summary>422: a list has more elements than the API takes.</summary>
    public static readonly ProblemType ListTooLong = ProblemType.Invalid(
        "LIST_TOO_LONG", "A list has more elements than the API takes.",
        "Send fewer elements in the list that errors[].pointer names.");

    /// <summary>422: a text or number cannot be stored.</summary>
    public static readonly ProblemType ValueNotStorable = ProblemType.Invalid(
        "VALUE_NOT_STORABLE", "A text or number cannot be stored.",
        "Remove characters with code 0 and numbers out of range.");

    /// <summary>422: a query parameter has an unknown value.</summary>
    public static readonly ProblemType ValueUnknown = ProblemType.Invalid(
        "VALUE_UNKNOWN", "A query parameter has an unknown value.", "Use one of the values that detail lists.");

    /// <summary>422: the page size is out of range.</summary>
    public static readonly ProblemType LimitOutOfRange = ProblemType.Invalid(
        "LIMIT_OUT_OF_RANGE", "The page size is out of range.",
        "Send a limit in the range that detail gives, or none.");

    /// <summary>404: there is no closed month of this name.</summary>
    public static readonly ProblemType MonthNotFound = ProblemType.NotFound(
        "MONTH_NOT_FOUND", "There is no closed month of this name.",
        "List the months, and close the month first if it is over.");

    /// <summary>429: too many requests.</summary>
    public static readonly ProblemType RateLimited = ProblemType.TooMany(
        "RATE_LIMITED", "Too many requests.", "Wait as long as Retry-After says.");

    /// <summary>429: too many expensive operations of the shop wait.</summary>
    public static readonly ProblemType ShopBusy = ProblemType.TooMany(
        "SHOP_BUSY", "Too many expensive operations of the shop wait.",
        "Send the request again after Retry-After; run expensive operations one at a time.");

    /// <summary>500: the API failed.</summary>
    public static readonly ProblemType InternalError = ProblemType.Of(500,
        "INTERNAL_ERROR", "The API failed.", "Send the same request again; quote traceId if it fails again.");

    /// <summary>503: the database does not answer.</summary>
    public static readonly ProblemType DatabaseUnavailable = ProblemType.Unavailable(
        "DATABASE_UNAVAILABLE", "The database does not answer.", "Send the same request again after Retry-After.");

    /// <summary>503: a stored secret cannot be decrypted.</summary>
    public static readonly ProblemType SealedValueUnreadable = ProblemType.Unavailable(
        "SEALED_VALUE_UNREADABLE", "A stored secret cannot be decrypted.",
        "Start the server with the secrets key that encrypted it.");
}
