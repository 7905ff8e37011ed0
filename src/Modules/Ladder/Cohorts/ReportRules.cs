namespace SocialCommerce.Ladder.Cohorts;

/// <summary>Rules that the requests of reports share.</summary>
public static class ReportRules
{
    /// <summary>The days within which a step is completed, without a number in the request.</summary>
    public const int UsualStepDays = 90;

    /// <summary>The most days within which a step is completed.</summary>
    public const int MaxStepDays = 366;

    /// <summary>The end of a period that is neither empty nor too long.</summary>
    public static IRuleBuilderOptions<T, DateTimeOffset?> EndOfPeriod<T>(
        this IRuleBuilder<T, DateTimeOffset?> rule, Func<T, DateTimeOffset?> from) => rule
        .Must((query, to) => ReportPeriod.Fits(from(query), to)).WithErrorCode("PERIOD_INVALID")
        .WithMessage("A period has up to 366 days, and ends after it begins.");
}
