using System.Text.RegularExpressions;

namespace SocialCommerce.Kernel.Problems;

/// <summary>Rules that many validators share, with codes of our own.</summary>
public static partial class ValidationRules
{
    /// <summary>Longest id that a merchant may use.</summary>
    public const int MaxIdLength = 64;

    /// <summary>Most characters of what a person writes for another to read.</summary>
    public const int MaxWords = 500;

    /// <summary>Most characters of a name, or of a few words.</summary>
    public const int MaxLine = 200;

    /// <summary>How long a merchant's own id is.</summary>
    public static Bound MerchantIdBound { get; } = new(1, MaxIdLength);

    /// <summary>A merchant's own id: 1 to 64 characters, no control character, not "." or "..".</summary>
    public static IRuleBuilderOptions<T, string?> MerchantId<T>(this IRuleBuilder<T, string?> rule) => rule
        .Text(MerchantIdBound, IsMerchantId).WithErrorCode("ID_INVALID")
        .WithMessage($"An id has 1 to {MaxIdLength} characters, without control characters.");

    /// <summary>What a validator looks at: a request, and who sends it. Validators themselves know no caller.</summary>
    public static ValidationContext<T> By<T>(Caller caller, T request) =>
        Until(caller, request, CancellationToken.None);

    /// <summary>The same, for rules that end with the request.</summary>
    public static ValidationContext<T> Until<T>(Caller caller, T request, CancellationToken cancel) =>
        new(request)
        {
            RootContextData = { [nameof(Caller)] = caller, [nameof(CancellationToken)] = cancel },
        };

    /// <summary>Cancelled when the caller has gone away: for rules that take long.</summary>
    public static CancellationToken Cancelled(IValidationContext context) =>
        context.RootContextData.TryGetValue(nameof(CancellationToken), out var cancel)
            ? (CancellationToken)cancel
            : default;

    /// <summary>The currency of the calling shop.</summary>
    public static string Currency(IValidationContext context) =>
        ((Caller)context.RootContextData[nameof(Caller)]).Shop.Currency;

    /// <summary>An amount, if there is one, in the calling shop's currency.</summary>
    public static IRuleBuilderOptions<T, Money?> InShopCurrency<T>(this IRuleBuilder<T, Money?> rule) => rule
        .Must((_, money, context) => money is null || money.Currency == Currency(context))
        .WithErrorCode("CURRENCY_MISMATCH").WithMessage("Amounts are in the shop's currency.");

    /// <summary>An amount in minor units: from the least that makes sense to the most that there may be.</summary>
    public static IRuleBuilderOptions<T, long> AmountFrom<T>(this IRuleBuilder<T, long> rule, long least) => rule
        .InclusiveBetween(least, Money.Limit)
        .WithErrorCode("AMOUNT_OUT_OF_RANGE").WithMessage($"Must be between {least} and {Money.Limit}.");

    /// <summary>The same of an amount that may be left out.</summary>
    public static IRuleBuilderOptions<T, long?> AmountFrom<T>(this IRuleBuilder<T, long?> rule, long least) => rule
        .InclusiveBetween(least, Money.Limit)
        .WithErrorCode("AMOUNT_OUT_OF_RANGE").WithMessage($"Must be between {least} and {Money.Limit}.");

    /// <summary>Whether a text may be a merchant's own id; "." and ".." would be lost from a path.</summary>
    public static bool IsMerchantId(string? id) =>
        id is { Length: >= 1 and <= MaxIdLength } and not ("." or "..")
        && !id.Any(char.IsControl) && !id.Any(char.IsSurrogate);

    /// <summary>
    /// Whether a text that was sent as a code could be one: an id's form, not only blanks, nothing that was replaced.
    /// </summary>
    public static bool IsReadable(string code) =>
        IsMerchantId(code) && !string.IsNullOrWhiteSpace(code) && !code.Contains(SubmittedText.Replacement);

    /// <summary>What a person writes for another to read: 1 to 500 characters, not only spaces.</summary>
    public static IRuleBuilderOptions<T, string?> Words<T>(this IRuleBuilder<T, string?> rule) => rule
        .Text(1, MaxWords, IsWritten)
        .WithErrorCode("TEXT_INVALID").WithMessage($"A text has 1 to {MaxWords} characters, not only spaces.");

    /// <summary>A name, or a few words: 1 to 200 characters, not only spaces.</summary>
    /// <param name="rule">What it is a rule of.</param>
    /// <param name="code">The code of the refusal.</param>
    /// <param name="what">What it is, as a sentence begins: <c>A name</c>.</param>
    public static IRuleBuilderOptions<T, string?> Line<T>(
        this IRuleBuilder<T, string?> rule, string code, string what) => rule
        .Text(1, MaxLine, IsWritten)
        .WithErrorCode(code).WithMessage(LineRule(what));

    /// <summary>Whether a text may be a name, or a few words.</summary>
    public static bool IsLine(string? text) => text is { Length: <= MaxLine } && IsWritten(text);

    /// <summary>What a name or a few words may be, as a sentence.</summary>
    /// <param name="what">What it is, as the sentence begins: <c>A name</c>.</param>
    public static string LineRule(string what) => $"{what} has 1 to {MaxLine} characters, not only spaces.";

    /// <summary>One of a few words.</summary>
    public static IRuleBuilderOptions<T, string> OneOf<T>(
        this IRuleBuilder<T, string> rule, params string[] words) => rule
        .Must(words.Contains).WithErrorCode("VALUE_UNKNOWN").WithMessage($"Must be one of {string.Join(", ", words)}.");

    /// <summary><c>Body.Lines[0].UnitPrice</c> as a JSON pointer, <c>#/lines/0/unitPrice</c>.</summary>
    public static string Pointer(string property)
    {
        var steps = Steps().Matches(property).Select(match => match.Value).Where(step => step != "Body");
        return "#" + string.Concat(steps.Select(step => $"/{char.ToLowerInvariant(step[0])}{step[1..]}"));
    }

    /// <summary>Whether a text has more than spaces, and no control character.</summary>
    private static bool IsWritten(string text) => !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);

    [GeneratedRegex(@"[^.\[\]]+")]
    private static partial Regex Steps();
}
