namespace SocialCommerce.Commissions.Settings;

/// <summary>The end of a period in a request: an instant, or a month in the shop's time zone.</summary>
public static class PeriodEnd
{
    /// <summary>The instant.</summary>
    public static DateTimeOffset Of(IPeriodSelector request, Shop shop) =>
        request.PeriodEnd ?? Periods.MonthEnd(request.Month!, shop.TimeZone);

    /// <summary>The part of the request that says it.</summary>
    public static string Pointer(IPeriodSelector request) => request.Month is null ? "#/periodEnd" : "#/month";

    /// <summary>Refuses a period that is not over by the clock which was read first.</summary>
    public static void RequireOver(IPeriodSelector request, DateTimeOffset end, DateTimeOffset asked)
    {
        if (end > asked)
            throw PeriodProblems.PeriodNotOver.Because(
                "The period has not ended by the shop's clock.", Pointer(request));
    }

    /// <summary>One of the two is named.</summary>
    public sealed class Validator : AbstractValidator<IPeriodSelector>
    {
        /// <summary>The rules.</summary>
        public Validator()
        {
            RuleFor(c => c.PeriodEnd).Must((c, _) => (c.PeriodEnd is null) != (c.Month is null))
                .WithErrorCode("PERIOD_MISSING").WithMessage("Name either periodEnd or month.");
            RuleFor(c => c.Month).Month().When(c => c.Month is not null);
        }
    }
}
