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

/// <summary>The books of a shop when a period was to be closed.</summary>
/// <param name="Asked">The shop's time before anybody was waited for.</param>
/// <param name="Watermark">The last movement's number after everybody had ended.</param>
public sealed record ClosedBooks(DateTimeOffset Asked, long Watermark);

/// <summary>Where a period ends, as a request says it: an instant, or a month in the shop's time zone.</summary>
public static class PeriodEnd
{
    /// <summary>The instant.</summary>
    public static DateTimeOffset Of(INamesPeriodEnd request, Shop shop) =>
        request.PeriodEnd ?? Periods.MonthEnd(request.Month!, shop.TimeZone);

    /// <summary>The part of the request that says it.</summary>
    public static string Pointer(INamesPeriodEnd request) => request.Month is null ? "#/periodEnd" : "#/month";

    /// <summary>
    /// Reads the shop's clock. Of a period that is over by it, says that nothing is to be recorded in it any more, and
    /// then waits for everything that may have been, however long its transaction takes: nothing is missing
    /// afterwards, and nothing can come, also from an instance whose clock is behind.
    /// </summary>
    public static async Task<ClosedBooks> Await(
        Db db, Shop shop, DateTimeOffset end, TimeProvider time, CancellationToken cancel)
    {
        var state = await db.Read(shop.Id, batch => batch.ShopState(shop.Id), cancel);
        var asked = state.First!.Now(shop, time);
        if (end <= asked && !shop.Sandbox && !(state.First.ClosedTo >= end))
            await db.Write(shop.Id, batch =>
            {
                batch.CloseTo(shop.Id, end);
                return new Rows<string>();
            }, cancel);
        return new ClosedBooks(asked, await db.Watermark(shop.Id, cancel));
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
