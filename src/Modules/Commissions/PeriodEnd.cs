using FluentValidation;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Commissions;

/// <summary>A request that says where a period ends.</summary>
public interface INamesPeriodEnd
{
    /// <summary>The instant, not included.</summary>
    DateTimeOffset? PeriodEnd { get; }

    /// <summary>Or a month (<c>2026-01</c>) in the shop's time zone.</summary>
    string? Month { get; }
}

/// <summary>Where a period ends, as a request says it: an instant, or a month in the shop's time zone.</summary>
public static class PeriodEnd
{
    /// <summary>The instant.</summary>
    public static DateTimeOffset Of(INamesPeriodEnd request, Shop shop) =>
        request.PeriodEnd ?? Periods.MonthEnd(request.Month!, shop.TimeZone);

    /// <summary>The part of the request that says it.</summary>
    public static string Pointer(INamesPeriodEnd request) => request.Month is null ? "#/periodEnd" : "#/month";

    /// <summary>
    /// Reads the shop's clock, and only then waits for everything that was recorded until then, however long its
    /// transaction takes: of a period that is over by this clock nothing is missing afterwards, and nothing can come.
    /// </summary>
    public static async Task<DateTimeOffset> Await(Db db, Shop shop, TimeProvider time, CancellationToken cancel)
    {
        var state = await db.Read(shop.Id, batch => batch.ShopState(shop.Id), cancel);
        var asked = state.First!.Now(shop, time);
        await db.Watermark(shop.Id, cancel);
        return asked;
    }

    /// <summary>Refuses a period that is not over by the clock which was read first.</summary>
    public static void RequireOver(INamesPeriodEnd request, DateTimeOffset end, DateTimeOffset asked)
    {
        if (end > asked)
            throw Refused.Invalid(
                "PERIOD_NOT_OVER", "The period has not ended by the shop's clock.", Pointer(request));
    }

    /// <summary>One of the two is named.</summary>
    public sealed class Validator : AbstractValidator<INamesPeriodEnd>
    {
        /// <summary>The rules.</summary>
        public Validator()
        {
            RuleFor(c => c.PeriodEnd).Must((c, _) => (c.PeriodEnd is null) != (c.Month is null))
                .WithErrorCode("PERIOD_MISSING").WithMessage("Name either periodEnd or month.");
            RuleFor(c => c.Month!).Must(month => Periods.MonthStart(month) is not null).When(c => c.Month is not null)
                .WithErrorCode("MONTH_INVALID").WithMessage("A month is written 2026-01.");
        }
    }
}
