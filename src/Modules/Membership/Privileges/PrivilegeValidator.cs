using System.Linq.Expressions;

namespace SocialCommerce.Membership.Privileges;

/// <summary>The rules of a tier's privilege.</summary>
internal sealed class PrivilegeValidator : AbstractValidator<Privilege>
{
    private const int MaxUses = 100_000;

    public PrivilegeValidator()
    {
        RuleFor(p => p.Code).MerchantId();
        RuleFor(p => p.Kind).OneOf(Privilege.Kinds);
        RuleFor(p => p.Name).Line("NAME_INVALID", "A name");
        RuleFor(p => p.Value).AtMost(ValidationRules.MaxLine);
        RuleFor(p => p.Grant!).SetValidator(new GrantValidator()).When(p => p.Grant is not null);
        RuleFor(p => p.Limits!).SetValidator(new LimitsValidator()).When(p => p.Limits is not null);
        RuleFor(p => p.Limits).Null().When(p => p.Grant?.Type == GrantTypes.PointsMultiplier)
            .WithErrorCode("NOT_APPLICABLE").WithMessage("Points are multiplied on each order, without limits.");
    }

    private sealed class LimitsValidator : AbstractValidator<PrivilegeLimits>
    {
        public LimitsValidator()
        {
            RuleFor(one => one.PerDay).Between(1, MaxUses);
            RuleFor(one => one.PerMonth).Between(1, MaxUses);
            RuleFor(one => one.PerPeriod).Between(1, MaxUses);
        }
    }

    private sealed class PriceValidator : AbstractValidator<ProductPrice>
    {
        public PriceValidator()
        {
            RuleFor(one => one.ProductId).MerchantId();
            RuleFor(one => one.Price).InShopCurrency();
            RuleFor(one => one.Price.Amount).AmountFrom(0);
        }
    }

    private sealed class GrantValidator : AbstractValidator<PrivilegeGrant>
    {
        private const int MaxIds = 1_000;
        private const int MaxPacked = 20;
        private const int MaxDays = 31;
        private const int MaxHours = 8_760;

        public GrantValidator()
        {
            RuleFor(g => g.Type).OneOf(GrantTypes.All);
            Fits(g => g.PercentBps);
            Fits(g => g.Price);
            Fits(g => g.Prices);
            Fits(g => g.ProductIds);
            Fits(g => g.MinimumSpend);
            Fits(g => g.Cap);
            Fits(g => g.Level);
            Fits(g => g.Hours);
            Fits(g => g.TemplateIds);
            Fits(g => g.DaysBefore);
            Fits(g => g.DaysAfter);
            Fits(g => g.Weekdays);
            Fits(g => g.DaysOfMonth);
            Fits(g => g.MultiplierBps);
            Amounts();
            Numbers();
            Lists();
        }

        private void Amounts()
        {
            RuleFor(g => g.Price).InShopCurrency();
            RuleFor(g => g.Price!.Amount).AmountFrom(0).When(g => g.Price is not null);
            RuleFor(g => g.MinimumSpend).InShopCurrency();
            RuleFor(g => g.MinimumSpend!.Amount).AmountFrom(1).When(g => g.MinimumSpend is not null);
            RuleFor(g => g.Cap).InShopCurrency();
            RuleFor(g => g.Cap!.Amount).AmountFrom(1).When(g => g.Cap is not null);
        }

        private void Numbers()
        {
            RuleFor(g => g.PercentBps).Between(1, 10_000);
            RuleFor(g => g.MultiplierBps).Between(10_001, 100_000);
            RuleFor(g => g.Hours).Between(1, MaxHours);
            RuleFor(g => g.DaysBefore).Between(0, MaxDays);
            RuleFor(g => g.DaysAfter).Between(0, MaxDays);
            RuleFor(g => g.Level!).Line("TEXT_INVALID", "A level").When(g => g.Level is not null);
        }

        private void Lists()
        {
            Many(g => g.Prices, MaxIds);
            RuleForEach(g => g.Prices).NotNull().WithErrorCode("REQUIRED").WithMessage("A price is an object.")
                .SetValidator(new PriceValidator());
            Many(g => g.ProductIds, MaxIds);
            RuleForEach(g => g.ProductIds).MerchantId();
            Many(g => g.TemplateIds, MaxPacked);
            RuleForEach(g => g.TemplateIds).MerchantId();
            Days(g => g.Weekdays, 7);
            Days(g => g.DaysOfMonth, MaxDays);
            RuleFor(g => g.Weekdays).NotNull()
                .When(g => g.Type == GrantTypes.MemberDay && g.DaysOfMonth is null)
                .WithErrorCode("REQUIRED").WithMessage("A member day names weekdays or days of the month.");
        }

        private void Many<T>(Expression<Func<PrivilegeGrant, T[]?>> property, int most)
            where T : class => RuleFor(property)
            .Count(1, most).WithErrorCode("LIST_COUNT").WithMessage($"A list has 1 to {most} entries.");

        private void Days(Expression<Func<PrivilegeGrant, int[]?>> property, int last) => RuleFor(property)
            .Must(days => days is null
                || (days.Length > 0 && days.Distinct().Count() == days.Length && days.Min() >= 1 && days.Max() <= last))
            .WithErrorCode("VALUE_UNKNOWN").WithMessage($"A list of days has each day from 1 to {last} at most once.");

        /// <summary>A type has the properties that it needs, and no other type's.</summary>
        private void Fits<T>(Expression<Func<PrivilegeGrant, T>> property)
        {
            var name = ((MemberExpression)property.Body).Member.Name;
            RuleFor(property).Must((grant, value) => value is null || GrantTypes.Has(grant.Type, name))
                .WithErrorCode("NOT_APPLICABLE").WithMessage("This type of privilege has no such property.");
            RuleFor(property).Must((grant, value) => value is not null || !GrantTypes.Needs(grant.Type, name))
                .WithErrorCode("REQUIRED").WithMessage("This type of privilege needs the property.");
        }
    }
}
