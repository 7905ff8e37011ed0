namespace SocialCommerce.Membership.CouponTemplates;

/// <summary>The rules of a template's terms.</summary>
internal sealed class CouponTermsValidator : AbstractValidator<CouponTerms>
{
    private const int MaxDays = 3_650;
    private const int MaxIds = 1_000;
    private const int MaxNotice = 90;
    private const int MaxPerCustomer = 1_000;

    public CouponTermsValidator()
    {
        RuleFor(terms => terms.Name).Line("NAME_INVALID", "A name");
        RuleFor(terms => terms.FundedBy).OneOf(CouponTerms.Funders);
        RuleFor(terms => terms.Status).OneOf(CouponTerms.Active, CouponTerms.Ended);
        RuleFor(terms => terms.ExpiryNoticeDays).Between(0, MaxNotice);
        RuleFor(terms => terms.MinimumSpend).InShopCurrency();
        RuleFor(terms => terms.MinimumSpend!.Amount).AmountFrom(1).When(terms => terms.MinimumSpend is not null);
        RuleFor(terms => terms.Discount).SetValidator(new DiscountValidator());
        RuleFor(terms => terms.Validity).SetValidator(new ValidityValidator());
        RuleFor(terms => terms.Audience!).SetValidator(new AudienceValidator())
            .When(terms => terms.Audience is not null);
        RuleFor(terms => terms.Limits!).SetValidator(new LimitsValidator()).When(terms => terms.Limits is not null);
        When(terms => terms.ClaimWindow is not null, () =>
            RuleFor(terms => terms.ClaimWindow!.Until).Must((terms, until) => !(until <= terms.ClaimWindow!.From))
                .WithErrorCode("DATES_EMPTY").WithMessage("The window ends after it begins."));
        When(terms => terms.Returns is not null, () =>
        {
            RuleFor(terms => terms.Returns!.OnRefund).OneOf(CouponReturns.Policies);
            RuleFor(terms => terms.Returns!.GraceDays).Between(0, MaxDays);
        });
    }

    private sealed class DiscountValidator : AbstractValidator<CouponDiscount>
    {
        public DiscountValidator()
        {
            RuleFor(one => one.Kind).OneOf(CouponDiscount.Kinds);
            RuleFor(one => one.Amount).InShopCurrency();
            RuleFor(one => one.Amount!.Amount).AmountFrom(1).When(one => one.Amount is not null);
            RuleFor(one => one.Amount)
                .Must((one, amount) => (one.Kind == CouponDiscount.FixedAmount) == amount is not null)
                .WithErrorCode("NOT_APPLICABLE").WithMessage("A discount of the kind amount has an amount, no other.");
            RuleFor(one => one.PercentBps).Between(1, 10_000);
            RuleFor(one => one.PercentBps)
                .Must((one, bps) => (one.Kind == CouponDiscount.Percentage) == bps is not null)
                .WithErrorCode("NOT_APPLICABLE").WithMessage("A percentage has percentBps, no other kind.");
            RuleFor(one => one.Cap).InShopCurrency();
            RuleFor(one => one.Cap!.Amount).AmountFrom(1).When(one => one.Cap is not null);
            RuleFor(one => one.Cap).Must((one, cap) => cap is null || one.Kind != CouponDiscount.FixedAmount)
                .WithErrorCode("NOT_APPLICABLE").WithMessage("An amount has no cap.");
            RuleFor(one => one.ProductIds).Count(1, MaxIds)
                .WithErrorCode("LIST_COUNT").WithMessage($"A list has 1 to {MaxIds} products.");
            RuleFor(one => one.ProductIds).NotNull().When(one => one.Kind == CouponDiscount.Product)
                .WithErrorCode("REQUIRED").WithMessage("A discount of the kind product names its products.");
            RuleForEach(one => one.ProductIds).MerchantId();
        }
    }

    private sealed class ValidityValidator : AbstractValidator<CouponValidity>
    {
        public ValidityValidator()
        {
            RuleFor(one => one.Days).Between(1, MaxDays);
            RuleFor(one => one.Days).Must((one, days) => days is null != one.Until is null)
                .WithErrorCode("PERIOD_MISSING").WithMessage("A validity has either until or days.");
            RuleFor(one => one.Until).Must((one, until) => !(until <= one.From))
                .WithErrorCode("DATES_EMPTY").WithMessage("A coupon expires after it becomes valid.");
        }
    }

    private sealed class AudienceValidator : AbstractValidator<CouponAudience>
    {
        public AudienceValidator()
        {
            RuleFor(one => one.Kind).OneOf(CouponAudience.Kinds);
            RuleFor(one => one.TierIds).Count(1, 100)
                .WithErrorCode("LIST_COUNT").WithMessage("An audience has 1 to 100 tiers.");
            RuleFor(one => one.TierIds).Must((one, tiers) => (one.Kind == CouponAudience.Tiers) == tiers is not null)
                .WithErrorCode("NOT_APPLICABLE").WithMessage("An audience of the kind tiers names tiers, no other.");
            RuleForEach(one => one.TierIds).MerchantId();
        }
    }

    private sealed class LimitsValidator : AbstractValidator<CouponLimits>
    {
        public LimitsValidator()
        {
            RuleFor(one => one.Stock).Between(1L, 1_000_000_000L);
            RuleFor(one => one.PerDay).Between(1L, 1_000_000_000L);
            RuleFor(one => one.PerCustomer).Between(1, MaxPerCustomer);
            RuleFor(one => one.PerCustomerPerDay).Between(1, MaxPerCustomer);
        }
    }
}
