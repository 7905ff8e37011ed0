namespace SocialCommerce.Membership.StoredValue;

/// <summary>
/// Sets the rules of stored value (储值): limits, top-up offers, the order in which principal and bonus are spent and
/// refunded, and when a balance is low.
/// </summary>
internal static class PutStoredValueSettings
{
    private const int MaxOffers = 50;
    private const int MaxDays = 3_650;
    private const int MaxMinutes = 10_080;

    /// <summary>The limit of a named card in China; other shops set their own.</summary>
    internal static readonly Setting<Body> Setting = new("storedValueSettings", new Body(500_000));

    /// <summary>The rules.</summary>
    /// <param name="MaxPrincipalMinor">
    /// The most principal that a customer may hold, in minor units; 500000 by default, the legal limit of a named
    /// single-purpose card in China.
    /// </param>
    /// <param name="Offers">What customers may pay in with a bonus.</param>
    /// <param name="SpendOrder" example="bonusFirst">
    /// <c>bonusFirst</c>, <c>principalFirst</c> or <c>proportional</c> to what is left of both.
    /// </param>
    /// <param name="RefundOrder" example="newestFirst">
    /// Which top-up is refunded first: <c>newestFirst</c> or <c>oldestFirst</c>.
    /// </param>
    /// <param name="BonusDays">Days for which a bonus is valid; without it bonuses do not expire. Principal never does.
    /// </param>
    /// <param name="ReservationMinutes">Minutes after which a reservation ends.</param>
    /// <param name="LowBalanceMinor">
    /// A balance that falls below it announces <c>storedValue.low</c>, in minor units; 0 for no announcement.
    /// </param>
    /// <param name="CustodyBps">The part of the outstanding principal that is to be kept in custody.</param>
    public sealed record Body(
        long MaxPrincipalMinor, TopUpOffer[]? Offers = null, string SpendOrder = SpendOrders.BonusFirst,
        string RefundOrder = RefundOrders.NewestFirst, int? BonusDays = null, int ReservationMinutes = 30,
        long LowBalanceMinor = 0, int CustodyBps = 2_000);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPutSetting<Body>("/v1/stored-value-settings")
            .Describe(
                "putStoredValueSettings", "Stored value", "Set the stored value settings",
                "Sets the most principal that a customer may hold, the top-up offers, the order in which principal "
                    + "and bonus are spent and refunded, the validity of bonuses and reservations, and when a "
                    + "balance is low. A top-up keeps the terms under which it was made. Sending the settings in "
                    + "force changes nothing.")
            .Example("""
                {"maxPrincipalMinor": 500000, "spendOrder": "bonusFirst", "refundOrder": "newestFirst",
                 "offers": [{"offerId": "500-plus-50", "principalMinor": 50000, "bonusMinor": 5000}],
                 "bonusDays": 365, "reservationMinutes": 30, "lowBalanceMinor": 5000, "custodyBps": 2000}
                """)
            .Scope(Scopes.MembershipWrite).ForBackends(Roles.Operator)
            .Problems(CommonProblems.ValidationFailed);
        routes.MapGetSetting<Body>("/v1/stored-value-settings")
            .Describe(
                "getStoredValueSettings", "Stored value", "Get the stored value settings",
                "Returns the limit, the top-up offers and the orders of spending and refunding that are in force.")
            .Scope(Scopes.MembershipRead);
    }

    internal sealed class Validator : AbstractValidator<PutSetting<Body>>
    {
        public Validator()
        {
            RuleFor(c => c.Body.MaxPrincipalMinor).AmountFrom(1);
            RuleFor(c => c.Body.SpendOrder).OneOf(SpendOrders.All);
            RuleFor(c => c.Body.RefundOrder).OneOf(RefundOrders.NewestFirst, RefundOrders.OldestFirst);
            RuleFor(c => c.Body.BonusDays).Between(1, MaxDays);
            RuleFor(c => c.Body.ReservationMinutes).Between(1, MaxMinutes);
            RuleFor(c => c.Body.LowBalanceMinor).AmountFrom(0);
            RuleFor(c => c.Body.CustodyBps).Between(0, 10_000);
            RuleFor(c => c.Body.Offers).Count(0, MaxOffers)
                .WithErrorCode("TOO_MANY").WithMessage($"A shop has at most {MaxOffers} offers.");
            RuleFor(c => c.Body.Offers)
                .Must(offers => offers is null || offers.DistinctBy(one => one.OfferId).Count() == offers.Length)
                .WithErrorCode("VALUE_TWICE").WithMessage("An offer's id is unique.");
            RuleForEach(c => c.Body.Offers).ChildRules(offer =>
            {
                offer.RuleFor(one => one.OfferId).MerchantId();
                offer.RuleFor(one => one.PrincipalMinor).AmountFrom(1);
                offer.RuleFor(one => one.BonusMinor).AmountFrom(0);
            });
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : SettingHandler<Body>(Setting, db, caller, time);
}
